package org.cardroom.processor;

import java.time.Duration;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.Database;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.job.ProvisioningWorker;
import org.cardroom.processor.keys.CryptoSelfTest;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.restore.DatabaseRestore;
import org.cardroom.processor.retention.RetentionPurger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A processor at work, until it is closed. */
public final class Processor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Duration RECOMMENDED_SESSION_TIMEOUT = Duration.ofSeconds(3);

    private final String name;
    private final AdvisoryLock lock;
    private final ProvisioningWorker worker;
    private final RetentionPurger purger;

    private Processor(String name, AdvisoryLock lock, ProvisioningWorker worker, RetentionPurger purger) {
        this.name = name;
        this.lock = lock;
        this.worker = worker;
        this.purger = purger;
    }

    /**
     * Proves the ciphers, makes the topics that are missing, and starts to answer.
     *
     * @param name of this processor; no other that runs on the database has it
     * @throws EnvironmentException if a known answer fails, the name is taken, the broker cannot be reached, the keystore is another
     *     room's, or the database is older than what was published from it
     */
    public static Processor start(String name, Database database, KafkaClients kafka, ProcessorKeyring keys) {
        CryptoSelfTest.run();
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        kafka.findGroupSessionTimeout()
                .filter(time -> time.compareTo(RECOMMENDED_SESSION_TIMEOUT) > 0)
                .ifPresent(Processor::warnLongSessionTimeout);
        KeystoreCheck.verifyAndRecord(database, keys);
        AdvisoryLock lock = AdvisoryLock.acquire(database, "processor " + name)
                .acquireShared(
                        DatabaseRestore.PROCESSORS_LOCK,
                        "the database is being restored: start again once that is done");
        try {
            ProvisioningWorker worker = ProvisioningWorker.start(name, database, kafka, keys, lock::renew);
            return new Processor(name, lock, worker, RetentionPurger.start(database));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void warnLongSessionTimeout(Duration timeout) {
        LOG.warn(
                "when a processor crashes, this broker lets its cards wait for {} s: set its"
                        + " group.consumer.session.timeout.ms, and the minimum, to {}",
                timeout.toSeconds(),
                RECOMMENDED_SESSION_TIMEOUT.toMillis());
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        try (lock;
                purger) {
            worker.close();
        }
    }
}

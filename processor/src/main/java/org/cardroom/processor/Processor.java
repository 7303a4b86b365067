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

/** A running processor: answers card events until it is closed. */
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
     * Runs the crypto self-test, creates missing topics, checks keystore and database, and starts to answer events.
     * @param name unique among the processors running on this database
     * @throws EnvironmentException if the self-test fails, the name is in use, the broker is unreachable, the keystore
     *     belongs to another installation, or the database is older than the outcomes published from it
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
                "consumer session timeout of the broker is too long; seconds={}: cards wait that long after a processor"
                        + " crash; set group.consumer.session.timeout.ms and its minimum to {}",
                timeout.toSeconds(),
                RECOMMENDED_SESSION_TIMEOUT.toMillis());
    }

    /** Returns the name given to {@link #start}. */
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

package org.cardroom.processor;

import java.time.Duration;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.Database;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.processor.keys.SelfTest;
import org.cardroom.processor.provisioning.Provision;
import org.cardroom.processor.purge.Purge;
import org.cardroom.processor.restoring.Restore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A processor at work, until it is closed. */
public final class Processor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final String name;
    private final AdvisoryLock lock;
    private final Provision provision;
    private final Purge purge;

    private Processor(String name, AdvisoryLock lock, Provision provision, Purge purge) {
        this.name = name;
        this.lock = lock;
        this.provision = provision;
        this.purge = purge;
    }

    /**
     * Proves the ciphers, makes the topics that are missing, and starts to answer.
     *
     * @param name of this processor; no other that runs on the database has it
     * @throws EnvironmentException if a known answer fails, the name is taken, the broker cannot be reached, the keystore is another
     *     room's, or the database is older than what was published from it
     */
    public static Processor start(String name, Database database, KafkaClients kafka, RoomKeys keys) {
        SelfTest.run();
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        kafka.findGroupSessionTimeout().filter(time -> time.compareTo(SHORT) > 0).ifPresent(Processor::warn);
        KeystoreCheck.check(database, keys);
        AdvisoryLock lock = AdvisoryLock.acquire(database, "processor " + name)
                .acquireShared(Restore.LOCK, "the database is being restored: start again once that is done");
        try {
            Provision provision = Provision.start(name, database, kafka, keys, lock::renew);
            return new Processor(name, lock, provision, Purge.start(database));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void warn(Duration timeout) {
        LOG.warn(
                "when a processor crashes, this broker lets its cards wait for {} s: set its"
                        + " group.consumer.session.timeout.ms, and the minimum, to {}",
                timeout.toSeconds(),
                SHORT.toMillis());
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        try (lock;
                purge) {
            provision.close();
        }
    }
}

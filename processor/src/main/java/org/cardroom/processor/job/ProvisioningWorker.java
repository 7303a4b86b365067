package org.cardroom.processor.job;

import static org.cardroom.events.kafka.KafkaTopics.CARD_EVENTS;
import static org.cardroom.events.kafka.KafkaTopics.DEAD_LETTERS;
import static org.cardroom.events.kafka.KafkaTopics.OUTCOMES;
import static org.cardroom.events.kafka.KafkaTopics.PROCESSOR_GROUP;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.processor.application.ProvisioningService;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.publishing.DeferredSender;
import org.cardroom.processor.publishing.EnrolmentNoticeSender;
import org.cardroom.processor.publishing.OutboxPublisher;
import org.cardroom.processor.staleness.DatabaseStalenessCheck;
import org.springframework.batch.core.job.Job;

/** Processes card events until it is closed. Several workers, in one process or many, share the partitions: fail-over. */
public final class ProvisioningWorker implements AutoCloseable {
    private static final int MAX_POLL_RECORDS = 64;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DEFERRED_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Database database;
    private final KafkaClients kafka;
    private final ProcessorKeyring keys;
    private final Runnable preRunCheck;
    private final Clock clock = Clock.systemUTC();
    private final BatchJobs jobs;
    private final KafkaProducer<String, byte[]> producer;
    private final DeferredSender deferred;
    private final ProvisioningSupervisor supervisor;
    private final Thread thread;

    private ProvisioningWorker(
            String name, Database database, KafkaClients kafka, ProcessorKeyring keys, Runnable preRunCheck) {
        this.name = name;
        this.database = database;
        this.kafka = kafka;
        this.keys = keys;
        this.preRunCheck = preRunCheck;
        jobs = new BatchJobs(database);
        producer = kafka.createProducer();
        deferred = new DeferredSender(producer, Set.of(OUTCOMES, DEAD_LETTERS), kafka::listTopics, DEFERRED_PAUSE);
        supervisor = new ProvisioningSupervisor(name, jobs, this::createJob, clock);
        thread = new Thread(supervisor, "provision-" + name);
    }

    /**
     * Starts a worker.
     * @param name of this processor; unique among running processors
     * @param preRunCheck runs before each run, which is retried while it throws {@link EnvironmentException}
     * @throws EnvironmentException if the database is older than the published outcomes
     */
    public static ProvisioningWorker start(
            String name, Database database, KafkaClients kafka, ProcessorKeyring keys, Runnable preRunCheck) {
        DatabaseStalenessCheck.requireFresh(database, kafka);
        ProvisioningWorker worker = new ProvisioningWorker(name, database, kafka, keys, preRunCheck);
        worker.thread.start();
        return worker;
    }

    /** Repeats the checks before each run, because the database may have been replaced since the last one. */
    private Job createJob(Instant end, AtomicBoolean stop) {
        preRunCheck.run();
        DatabaseStalenessCheck.requireFresh(database, kafka);
        Map<String, Object> settings = Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, PROCESSOR_GROUP,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer",
                ConsumerConfig.CLIENT_ID_CONFIG, name,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        StartOffsetResolver startOffsets = new StartOffsetResolver(
                new ConsumerOffsetRepository(database, CARD_EVENTS), () -> kafka.findTopicId(CARD_EVENTS));
        CardEventItemReader reader =
                new CardEventItemReader(() -> kafka.createConsumer(settings), startOffsets, end, clock, stop);
        return ProvisioningJob.create(jobs, database, reader, createWriter());
    }

    private CardEventItemWriter createWriter() {
        AuditChain auditChain = new AuditChain(database, name, clock);
        auditChain.pinHead();
        return new CardEventItemWriter(
                database,
                new ProvisioningService(database, keys, auditChain, new EnrolmentNoticeSender(deferred), clock),
                new OutboxPublisher(new OutboxRepository(database), producer, deferred, clock));
    }

    /** Stops after the current chunk; what was decided is published or stays in the outbox. */
    @Override
    public void close() {
        supervisor.requestStop();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deferred.close();
        producer.close(SHUTDOWN_TIMEOUT);
    }
}

package org.cardroom.processor.job;

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
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.application.CardEventRouter;
import org.cardroom.processor.application.InstructionFactory;
import org.cardroom.processor.application.InstructionSealer;
import org.cardroom.processor.application.ProvisioningService;
import org.cardroom.processor.application.TemplateCache;
import org.cardroom.processor.authentication.EventAuthenticator;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.pins.PinGenerator;
import org.cardroom.processor.publishing.DeferredSender;
import org.cardroom.processor.publishing.EnrolmentNoticeSender;
import org.cardroom.processor.publishing.OutboxPublisher;
import org.cardroom.processor.staleness.DatabaseStalenessCheck;
import org.springframework.batch.core.job.Job;

/** Answers card events until it is closed. Several may run, in one process or many: they share the partitions. */
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
    private final DeferredSender deferredSender;
    private final ProvisioningSupervisor supervisor;
    private final Thread thread;

    private ProvisioningWorker(
            String name, Database database, KafkaClients kafka, ProcessorKeyring keys, Runnable admission) {
        this.name = name;
        this.database = database;
        this.kafka = kafka;
        this.keys = keys;
        this.preRunCheck = admission;
        jobs = new BatchJobs(database);
        producer = kafka.createProducer();
        Set<String> common = Set.of(KafkaTopics.OUTCOMES, KafkaTopics.DEAD_LETTERS);
        deferredSender = new DeferredSender(producer, common, kafka::listTopics, DEFERRED_PAUSE);
        supervisor = new ProvisioningSupervisor(name, jobs, this::createJob, clock);
        thread = new Thread(supervisor, "provision-" + name);
    }

    /**
     * Starts.
     *
     * @param name of this processor: no two that run have the same
     * @param admission asked before each run, which waits while it throws {@link EnvironmentException}
     * @throws EnvironmentException if the database is older than what was published from it
     */
    public static ProvisioningWorker start(
            String name, Database database, KafkaClients kafka, ProcessorKeyring keys, Runnable admission) {
        DatabaseStalenessCheck.requireFresh(database, kafka);
        ProvisioningWorker worker = new ProvisioningWorker(name, database, kafka, keys, admission);
        worker.thread.start();
        return worker;
    }

    /** Another database may have been put in the place of the one that the last run had. */
    private Job createJob(Instant end, AtomicBoolean stop) {
        preRunCheck.run();
        DatabaseStalenessCheck.requireFresh(database, kafka);
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS);
        Map<String, Object> settings = Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                KafkaTopics.PROCESSOR_GROUP,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "consumer",
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_POLL_RECORDS,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        StartOffsetResolver startOffsets =
                new StartOffsetResolver(offsets, () -> kafka.findTopicId(KafkaTopics.CARD_EVENTS));
        CardEventItemReader reader =
                new CardEventItemReader(() -> kafka.createConsumer(settings), startOffsets, end, clock, stop);
        return ProvisioningJob.create(jobs, database, reader, createWriter(offsets));
    }

    private CardEventItemWriter createWriter(ConsumerOffsetRepository offsets) {
        ProcessorChannels channels = keys.openChannels();
        EventAuthenticator authenticator = new EventAuthenticator(
                new AgentRepository(database),
                keys.enrolmentKey(),
                channels,
                new EnrolmentNoticeSender(deferredSender));
        TemplateCache templates = new TemplateCache(new ProfileTemplateRepository(database), keys.initialKeys());
        InstructionFactory instructionFactory = new InstructionFactory(keys, new PinGenerator());
        AuditChain auditChain = new AuditChain(database, name, clock);
        auditChain.pinHead();
        ProvisioningService provisioningService = new ProvisioningService(
                new ProvisioningService.ProvisioningRepositories(
                        new CardRepository(database),
                        new IssuanceRequestRepository(database),
                        new BlankCardRequestRepository(database),
                        new PinLetterRepository(database),
                        auditChain),
                templates,
                new CardEventRouter(
                        templates,
                        keys.masterKeys().currentVersion(),
                        new QuarantinedCardRepository(database).findCardIds()),
                instructionFactory,
                new InstructionSealer(channels, instructionFactory),
                clock);
        OutboxRepository outbox = new OutboxRepository(database);
        return new CardEventItemWriter(
                database,
                offsets,
                new ProcessedIdRepository(database),
                authenticator,
                provisioningService,
                outbox,
                new OutboxPublisher(outbox, producer, deferredSender, clock));
    }

    /** Ends the chunk that is under way and stops; what was decided is published or stays in the outbox. */
    @Override
    public void close() {
        supervisor.requestStop();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deferredSender.close();
        producer.close(SHUTDOWN_TIMEOUT);
    }
}

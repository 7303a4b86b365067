package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.processor.outcomes.Freshness;
import org.cardroom.processor.pins.PinDraw;
import org.springframework.batch.core.job.Job;

/** Answers card events until it is closed. Several may run, in one process or many: they share the partitions. */
public final class Provision implements AutoCloseable {
    private static final int MOST_RECORDS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ASIDE_REST = Duration.ofSeconds(1);

    private final String name;
    private final Database database;
    private final KafkaClients kafka;
    private final RoomKeys keys;
    private final Runnable admission;
    private final Clock clock = Clock.systemUTC();
    private final BatchJobs jobs;
    private final KafkaProducer<String, byte[]> producer;
    private final Aside aside;
    private final Supervisor supervisor;
    private final Thread thread;

    private Provision(String name, Database database, KafkaClients kafka, RoomKeys keys, Runnable admission) {
        this.name = name;
        this.database = database;
        this.kafka = kafka;
        this.keys = keys;
        this.admission = admission;
        jobs = new BatchJobs(database);
        producer = kafka.createProducer();
        Set<String> common = Set.of(KafkaTopics.OUTCOMES, KafkaTopics.DEAD_LETTERS);
        aside = new Aside(producer, common, kafka::listTopics, ASIDE_REST);
        supervisor = new Supervisor(name, jobs, this::job, clock);
        thread = new Thread(supervisor, "provision-" + name);
    }

    /**
     * Starts.
     *
     * @param name of this processor: no two that run have the same
     * @param admission asked before each run, which waits while it throws {@link EnvironmentException}
     * @throws EnvironmentException if the database is older than what was published from it
     */
    public static Provision start(String name, Database database, KafkaClients kafka, RoomKeys keys, Runnable admission) {
        Freshness.check(database, kafka);
        Provision provision = new Provision(name, database, kafka, keys, admission);
        provision.thread.start();
        return provision;
    }

    /** Another database may have been put in the place of the one that the last run had. */
    private Job job(Instant end, AtomicBoolean stop) {
        admission.run();
        Freshness.check(database, kafka);
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS);
        Map<String, Object> settings = Map.of(
                "group.id",
                KafkaTopics.PROCESSOR_GROUP,
                "group.protocol",
                "consumer",
                "client.id",
                name,
                "max.poll.records",
                MOST_RECORDS,
                "auto.offset.reset",
                "earliest");
        Positions positions = new Positions(offsets, () -> kafka.findTopicId(KafkaTopics.CARD_EVENTS));
        EventReader reader = new EventReader(() -> kafka.createConsumer(settings), positions, end, clock, stop);
        return ProvisionJob.of(jobs, database, reader, writer(offsets));
    }

    private EventWriter writer(ConsumerOffsetRepository offsets) {
        ProcessorChannels channels = keys.openChannels();
        Gate gate = new Gate(new AgentRepository(database), keys.officer(), channels, new Notices(aside));
        TemplateShelf templates = new TemplateShelf(new ProfileTemplateRepository(database), keys.initials());
        Instructions instructions = new Instructions(keys, new PinDraw());
        AuditChain auditChain = new AuditChain(database, name, clock);
        auditChain.pinHead();
        Ledger ledger = new Ledger(
                new Ledger.Tables(new CardRepository(database), new IssuanceRequestRepository(database), new BlankCardRequestRepository(database), new PinLetterRepository(database), auditChain),
                templates,
                new Provisioner(templates, keys.masters().current(), new QuarantinedCardRepository(database).findCardIds()),
                instructions,
                new Replies(channels, instructions),
                clock);
        OutboxRepository outbox = new OutboxRepository(database);
        return new EventWriter(
                database, offsets, new ProcessedIdRepository(database), gate, ledger, outbox, new Publisher(outbox, producer, aside, clock));
    }

    /** Ends the chunk that is under way and stops; what was decided is published or stays in the outbox. */
    @Override
    public void close() {
        supervisor.stop();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aside.close();
        producer.close(PATIENCE);
    }
}

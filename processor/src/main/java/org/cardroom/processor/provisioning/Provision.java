package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.cardroom.db.Jobs;
import org.cardroom.db.Store;
import org.cardroom.db.agents.Agents;
import org.cardroom.db.issuing.Blanks;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.HeldBack;
import org.cardroom.db.issuing.Letters;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.stream.Audit;
import org.cardroom.db.stream.Offsets;
import org.cardroom.db.stream.Outbox;
import org.cardroom.db.stream.Seen;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
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
    private final Store store;
    private final Kafka kafka;
    private final RoomKeys keys;
    private final Runnable admission;
    private final Clock clock = Clock.systemUTC();
    private final Jobs jobs;
    private final KafkaProducer<String, byte[]> producer;
    private final Aside aside;
    private final Supervisor supervisor;
    private final Thread thread;

    private Provision(String name, Store store, Kafka kafka, RoomKeys keys, Runnable admission) {
        this.name = name;
        this.store = store;
        this.kafka = kafka;
        this.keys = keys;
        this.admission = admission;
        jobs = new Jobs(store);
        producer = kafka.producer();
        Set<String> common = Set.of(Topics.OUTCOMES, Topics.DEAD_LETTERS);
        aside = new Aside(producer, common, kafka::topics, ASIDE_REST);
        supervisor = new Supervisor(name, jobs, this::job, clock);
        thread = new Thread(supervisor, "provision-" + name);
    }

    /**
     * Starts.
     *
     * @param name of this processor: no two that run have the same
     * @param admission asked before each run, which waits while it throws {@link CannotRun}
     * @throws CannotRun if the database is older than what was published from it
     */
    public static Provision start(String name, Store store, Kafka kafka, RoomKeys keys, Runnable admission) {
        Freshness.check(store, kafka);
        Provision provision = new Provision(name, store, kafka, keys, admission);
        provision.thread.start();
        return provision;
    }

    /** Another database may have been put in the place of the one that the last run had. */
    private Job job(Instant end, AtomicBoolean stop) {
        admission.run();
        Freshness.check(store, kafka);
        Offsets offsets = new Offsets(store, Topics.CARD_EVENTS);
        Map<String, Object> settings = Map.of(
                "group.id",
                Topics.PROCESSORS,
                "group.protocol",
                "consumer",
                "client.id",
                name,
                "max.poll.records",
                MOST_RECORDS,
                "auto.offset.reset",
                "earliest");
        Positions positions = new Positions(offsets, () -> kafka.topicId(Topics.CARD_EVENTS));
        EventReader reader = new EventReader(() -> kafka.consumer(settings), positions, end, clock, stop);
        return ProvisionJob.of(jobs, store, reader, writer(offsets));
    }

    private EventWriter writer(Offsets offsets) {
        ProcessorChannels channels = keys.openChannels();
        Gate gate = new Gate(new Agents(store), keys.officer(), channels, new Notices(aside));
        TemplateShelf templates = new TemplateShelf(new Templates(store), keys.initials());
        Instructions instructions = new Instructions(keys, new PinDraw());
        Audit audit = new Audit(store, name, clock);
        audit.goOn();
        Ledger ledger = new Ledger(
                new Ledger.Tables(new Cards(store), new Requests(store), new Blanks(store), new Letters(store), audit),
                templates,
                new Provisioner(templates, keys.masters().current(), new HeldBack(store).cards()),
                instructions,
                new Replies(channels, instructions),
                clock);
        Outbox outbox = new Outbox(store);
        return new EventWriter(
                store, offsets, new Seen(store), gate, ledger, outbox, new Publisher(outbox, producer, aside, clock));
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

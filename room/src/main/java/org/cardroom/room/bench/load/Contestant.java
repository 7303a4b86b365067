package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.cardroom.db.Database;
import org.cardroom.db.growth.Bygone;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.room.bench.floor.FloorMain;
import org.cardroom.room.bench.floor.Written;

/** Who answers events: a processor or a program that it is measured against, over a database of its own. */
final class Contestant implements AutoCloseable {
    static final String PIPELINE = "pipeline";
    private static final String TEMPLATE = "gids-letter";
    /** The processor's own. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dcardroom.kafka.log=OFF");

    private static final int PORTION = 1000;

    private final Site site;
    private final String name;
    private final String topic;
    private final String url;
    private final Database store;
    private final List<Part> parts = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private int line;

    private Contestant(Site site, String name, String topic) {
        this.site = site;
        this.name = name;
        this.topic = topic;
        this.url = site.freshDatabase();
        this.store = Database.open(url, null, null);
        TemplateLoader.loadSamples(store);
    }

    /** A processor, as users start it. */
    static Contestant pipeline(Site site, Path launcher) {
        Contestant pipeline = new Contestant(site, PIPELINE, KafkaTopics.CARD_EVENTS);
        pipeline.add(launcher);
        return pipeline;
    }

    /** One of the {@link FloorMain}. */
    static Contestant of(String kind, Site site) {
        String topic = "bench." + kind;
        site.kafka().createTopicsIfMissing(List.of(new NewTopic(topic, KafkaTopics.CARD_EVENT_PARTITIONS, (short) -1)));
        Contestant started = new Contestant(site, kind, topic);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FloorMain.class.getName()));
        command.addAll(List.of(kind, site.kafka().bootstrap(), started.url, topic));
        started.parts.add(Part.start(kind, new ProcessBuilder(command), FloorMain.READY));
        return started;
    }

    /** One more processor, once it has its share of the work; it is returned for who wants to kill it. */
    Part add(Path launcher) {
        String processor = "bench-" + (parts.size() + 1);
        ProcessBuilder command = new ProcessBuilder(
                launcher.toString(),
                "processor",
                "run",
                "--name=" + processor,
                "--kafka=" + site.kafka().bootstrap(),
                "--db=" + url,
                "--keystore=" + site.keystore());
        command.environment()
                .putAll(Map.of("CARDROOM_BUILT", "true", "CARDROOM_PROCESSOR_PASSPHRASE", Site.PASSPHRASE));
        Part part = Part.start(processor, command, "answers card events");
        parts.add(part);
        try (Sharing sharing = new Sharing(site.kafka().bootstrap())) {
            Patience.until(
                    () -> sharing.isSettled(KafkaTopics.PROCESSOR_GROUP, parts.size()), processor + " gets no share of the work");
        }
        return part;
    }

    String name() {
        return name;
    }

    /** The topic that it takes its events from. */
    String topic() {
        return topic;
    }

    /** Whether it needs requests. */
    boolean orders() {
        return !name.equals("echo");
    }

    /** Rows that it has written for each event that it was sent. */
    double rowsAnEvent() {
        return (double) Written.rows(url) / Math.max(1, events.get());
    }

    /** What it and those who serve its database have taken of processors, so far. */
    Usage usage() {
        Stream<ProcessHandle> own = parts.stream().map(Part::handle);
        Stream<ProcessHandle> database = Written.servers(url).stream().flatMap(pid -> ProcessHandle.of(pid).stream());
        return new Usage(cpu(own), cpu(database), events.get());
    }

    private static Duration cpu(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Processor time so far, and the events that it was spent on. */
    record Usage(Duration own, Duration database, long events) {
        /** Microseconds for an event since then: its own, then of its database. */
        double[] micros(Usage since) {
            double count = Math.max(1, events - since.events) * 1e3;
            return new double[] {
                own.minus(since.own).toNanos() / count,
                database.minus(since.database).toNanos() / count
            };
        }
    }

    /** It is sent one more event. */
    void count() {
        events.incrementAndGet();
    }

    /** Makes up as many issued cards as are missing until there are so many. */
    void growTo(int cards) {
        new Bygone(store).growTo(cards);
    }

    /** Adds requests for so many cards. */
    void order(int cards) {
        if (!orders()) {
            return;
        }
        ProfileTemplateRepository.StoredTemplate template = new ProfileTemplateRepository(store)
                .findNewest(TEMPLATE)
                .orElseThrow(() -> new EnvironmentException("the sample templates have no " + TEMPLATE));
        var batch = UuidGenerator.next();
        new BatchRepository(store).create(batch, "bench");
        for (int left = cards; left > 0; left -= PORTION) {
            List<IssuanceRequestRepository.NewRequest> requests = new ArrayList<>();
            for (int i = 0; i < Math.min(left, PORTION); i++) {
                var id = UuidGenerator.next();
                line++;
                requests.add(new IssuanceRequestRepository.NewRequest(
                        id, id.toString(), batch, line, "person." + line, "Person", template, null, null, 0));
            }
            store.inTransaction().executeWithoutResult(status -> new IssuanceRequestRepository(store).add(requests));
        }
    }

    /** Its database. */
    Database store() {
        return store;
    }

    /** Where that is. */
    String url() {
        return url;
    }

    /** No more is expected of this one of its processes. */
    void forget(Part part) {
        part.kill();
        parts.remove(part);
    }

    /** @throws EnvironmentException if one of its processes ended */
    void check() {
        parts.forEach(Part::check);
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        store.close();
    }
}

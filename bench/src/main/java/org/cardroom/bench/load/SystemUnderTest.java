package org.cardroom.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.cardroom.bench.baseline.BaselineMain;
import org.cardroom.bench.baseline.PostgresStatistics;
import org.cardroom.bench.database.IssuedCardSeeder;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.testkit.process.BoundedWait;
import org.cardroom.testkit.process.JavaCommand;
import org.cardroom.testkit.process.ManagedProcess;

/** Who answers events: a processor or a program that it is measured against, over a database of its own. */
public final class SystemUnderTest implements AutoCloseable {
    public static final String PIPELINE = "pipeline";
    private static final String TEMPLATE = "gids-letter";
    /** The processor's own. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dcardroom.kafka.log=OFF");

    private static final int PORTION = 1000;

    private final BenchEnvironment environment;
    private final String name;
    private final String topic;
    private final String url;
    private final Database store;
    private final List<ManagedProcess> parts = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private int line;

    private SystemUnderTest(BenchEnvironment environment, String name, String topic) {
        this.environment = environment;
        this.name = name;
        this.topic = topic;
        this.url = environment.createDatabase();
        this.store = Database.open(url, null, null);
        TemplateLoader.loadSamples(store);
    }

    /** A processor, as users start it. */
    public static SystemUnderTest startPipeline(BenchEnvironment environment, Path launcher) {
        SystemUnderTest pipeline = new SystemUnderTest(environment, PIPELINE, KafkaTopics.CARD_EVENTS);
        pipeline.addProcessor(launcher);
        return pipeline;
    }

    /** One of the {@link BaselineMain}. */
    public static SystemUnderTest startBaseline(String kind, BenchEnvironment environment) {
        String topic = "bench." + kind;
        environment.kafka().createTopicsIfMissing(List.of(new NewTopic(topic, KafkaTopics.CARD_EVENT_PARTITIONS, (short)
                -1)));
        SystemUnderTest system = new SystemUnderTest(environment, kind, topic);
        List<String> command = JavaCommand.of(
                BaselineMain.class, JVM, List.of(kind, environment.kafka().bootstrap(), system.url, topic));
        system.parts.add(ManagedProcess.start(kind, new ProcessBuilder(command), BaselineMain.READY));
        return system;
    }

    /** One more processor, once it has its share of the work; it is returned for who wants to kill it. */
    public ManagedProcess addProcessor(Path launcher) {
        String processor = "bench-" + (parts.size() + 1);
        ProcessBuilder command = new ProcessBuilder(
                launcher.toString(),
                "processor",
                "run",
                "--name=" + processor,
                "--kafka=" + environment.kafka().bootstrap(),
                "--db=" + url,
                "--keystore=" + environment.keystore());
        command.environment()
                .putAll(Map.of("CARDROOM_BUILT", "true", "CARDROOM_PROCESSOR_PASSPHRASE", BenchEnvironment.PASSPHRASE));
        ManagedProcess part = ManagedProcess.start(processor, command, "answers card events");
        parts.add(part);
        try (ConsumerGroupProbe groupProbe =
                new ConsumerGroupProbe(environment.kafka().bootstrap())) {
            BoundedWait.require(
                    () -> groupProbe.isStable(KafkaTopics.PROCESSOR_GROUP, parts.size()),
                    processor + " gets no share of the work");
        }
        return part;
    }

    public String name() {
        return name;
    }

    /** The topic that it takes its events from. */
    String topic() {
        return topic;
    }

    /** Whether it needs requests. */
    public boolean needsRequests() {
        return !name.equals("echo");
    }

    /** Rows that it has written for each event that it was sent. */
    public double rowsPerEvent() {
        return (double) PostgresStatistics.rowsWritten(url) / Math.max(1, events.get());
    }

    /** What it and those who serve its database have taken of processors, so far. */
    public CpuUsage usage() {
        Stream<ProcessHandle> own = parts.stream().map(ManagedProcess::handle);
        Stream<ProcessHandle> database =
                PostgresStatistics.backendPids(url).stream().flatMap(pid -> ProcessHandle.of(pid).stream());
        return new CpuUsage(cpu(own), cpu(database), events.get());
    }

    private static Duration cpu(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Processor time so far, and the events that it was spent on. */
    public record CpuUsage(Duration own, Duration database, long events) {
        /** Microseconds for an event since then: its own, then of its database. */
        public double[] microsPerEvent(CpuUsage since) {
            double count = Math.max(1, events - since.events) * 1e3;
            return new double[] {
                own.minus(since.own).toNanos() / count,
                database.minus(since.database).toNanos() / count
            };
        }
    }

    /** It is sent one more event. */
    void countEvent() {
        events.incrementAndGet();
    }

    /** Makes up as many issued cards as are missing until there are so many. */
    public void seedIssuedCards(int cards) {
        new IssuedCardSeeder(store).growTo(cards);
    }

    /** Adds requests for so many cards. */
    public void createRequests(int cards) {
        if (!needsRequests()) {
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
    public Database store() {
        return store;
    }

    /** Where that is. */
    public String url() {
        return url;
    }

    /** No more is expected of this one of its processes. */
    public void killAndRemove(ManagedProcess part) {
        part.kill();
        parts.remove(part);
    }

    /** @throws EnvironmentException if one of its processes ended */
    void requireAlive() {
        parts.forEach(ManagedProcess::requireAlive);
    }

    @Override
    public void close() {
        parts.forEach(ManagedProcess::close);
        store.close();
    }
}

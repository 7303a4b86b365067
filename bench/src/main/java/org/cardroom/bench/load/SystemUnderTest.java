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

/** A measured system with its own topic and database: processors, or a {@link BaselineMain} program. */
public final class SystemUnderTest implements AutoCloseable {
    public static final String PIPELINE = "pipeline";
    private static final String TEMPLATE = "gids-letter";
    /** The JVM options of a processor. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dcardroom.kafka.log=OFF");

    private static final int CHUNK = 1000;

    private final BenchEnvironment bench;
    private final String name;
    private final String topic;
    private final String url;
    private final Database store;
    private final List<ManagedProcess> parts = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private int line;

    private SystemUnderTest(BenchEnvironment bench, String name, String topic) {
        this.bench = bench;
        this.name = name;
        this.topic = topic;
        this.url = bench.createDatabase();
        this.store = Database.open(url, null, null);
        TemplateLoader.loadSamples(store);
    }

    /** Starts the real system with one processor, by the launcher script. */
    public static SystemUnderTest startPipeline(BenchEnvironment bench, Path launcher) {
        SystemUnderTest pipeline = new SystemUnderTest(bench, PIPELINE, KafkaTopics.CARD_EVENTS);
        pipeline.addProcessor(launcher);
        return pipeline;
    }

    /** Starts a {@link BaselineMain} of this kind. */
    public static SystemUnderTest startBaseline(String kind, BenchEnvironment bench) {
        String topic = "bench." + kind;
        bench.kafka()
                .createTopicsIfMissing(List.of(new NewTopic(topic, KafkaTopics.CARD_EVENT_PARTITIONS, (short) -1)));
        SystemUnderTest system = new SystemUnderTest(bench, kind, topic);
        List<String> command = JavaCommand.of(
                BaselineMain.class, JVM, List.of(kind, bench.kafka().bootstrap(), system.url, topic));
        system.parts.add(ManagedProcess.start(kind, new ProcessBuilder(command), BaselineMain.READY));
        return system;
    }

    /** Starts another processor and waits until it has partitions; the caller may kill it. */
    public ManagedProcess addProcessor(Path launcher) {
        String processor = "bench-" + (parts.size() + 1);
        ProcessBuilder command = new ProcessBuilder(
                launcher.toString(),
                "processor",
                "run",
                "--name=" + processor,
                "--kafka=" + bench.kafka().bootstrap(),
                "--db=" + url,
                "--keystore=" + bench.keystore());
        command.environment()
                .putAll(Map.of("CARDROOM_BUILT", "true", "CARDROOM_PROCESSOR_PASSPHRASE", BenchEnvironment.PASSPHRASE));
        ManagedProcess part = ManagedProcess.start(processor, command, "answers card events");
        parts.add(part);
        try (ConsumerGroupProbe groupProbe =
                new ConsumerGroupProbe(bench.kafka().bootstrap())) {
            BoundedWait.require(
                    () -> groupProbe.isStable(KafkaTopics.PROCESSOR_GROUP, parts.size()),
                    processor + " is assigned no partitions");
        }
        return part;
    }

    public String name() {
        return name;
    }

    /** Returns the topic of its events. */
    String topic() {
        return topic;
    }

    /** Whether it issues cards for requests. */
    public boolean needsRequests() {
        return !name.equals("echo");
    }

    /** Returns the rows written so far, divided by the events sent. */
    public double rowsPerEvent() {
        return (double) PostgresStatistics.rowsWritten(url) / Math.max(1, events.get());
    }

    /** Returns the CPU time used so far by its processes and by its PostgreSQL backends. */
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

    /** CPU time, and the number of events sent so far. */
    public record CpuUsage(Duration own, Duration database, long events) {
        /** Returns microseconds per event since then: of its processes, and of its database. */
        public double[] microsPerEvent(CpuUsage since) {
            double count = Math.max(1, events - since.events) * 1e3;
            return new double[] {
                own.minus(since.own).toNanos() / count,
                database.minus(since.database).toNanos() / count
            };
        }
    }

    /** Counts an event sent to it. */
    void countEvent() {
        events.incrementAndGet();
    }

    /** Seeds issued cards until the database has this many. */
    public void seedIssuedCards(int cards) {
        new IssuedCardSeeder(store).growTo(cards);
    }

    /** Creates requests for this many cards. */
    public void createRequests(int cards) {
        if (!needsRequests()) {
            return;
        }
        ProfileTemplateRepository.StoredTemplate template = new ProfileTemplateRepository(store)
                .findNewest(TEMPLATE)
                .orElseThrow(() -> new EnvironmentException("the sample templates have no " + TEMPLATE));
        var batch = UuidGenerator.next();
        new BatchRepository(store).create(batch, "bench");
        for (int left = cards; left > 0; left -= CHUNK) {
            List<IssuanceRequestRepository.NewRequest> requests = new ArrayList<>();
            for (int i = 0; i < Math.min(left, CHUNK); i++) {
                var id = UuidGenerator.next();
                line++;
                requests.add(new IssuanceRequestRepository.NewRequest(
                        id, id.toString(), batch, line, "person." + line, "Person", template, null, null, 0));
            }
            store.inTransaction().executeWithoutResult(status -> new IssuanceRequestRepository(store).add(requests));
        }
    }

    /** Returns its database. */
    public Database store() {
        return store;
    }

    /** Returns the JDBC URL of its database. */
    public String url() {
        return url;
    }

    /** Kills one of its processes, which is no longer expected to be alive. */
    public void killAndRemove(ManagedProcess part) {
        part.kill();
        parts.remove(part);
    }

    /** @throws EnvironmentException if one of its processes exited */
    void requireAlive() {
        parts.forEach(ManagedProcess::requireAlive);
    }

    @Override
    public void close() {
        parts.forEach(ManagedProcess::close);
        store.close();
    }
}

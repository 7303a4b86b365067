package org.cardroom.demo.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.demo.issuance.BatchVerification;
import org.cardroom.demo.issuance.DemoSummary;
import org.cardroom.demo.issuance.ProgressBar;
import org.cardroom.demo.issuance.VirtualReaderBank;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.LockFile;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.processor.batchclose.CloseBatchJob;
import org.cardroom.testkit.card.VirtualCardStore;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.cardroom.testkit.process.BoundedWait;

/** One run of the demo, from the manifest to the verified cards. */
final class DemoRun {
    /** How often the cards of requests that are still open are inserted. */
    private static final int ROUNDS = 3;

    /** How long the last reports may take from the agents to the database. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DemoOptions options;
    private final CountDownLatch stop;
    private final DemoDirectory folder;
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final PrintStream out = System.out;
    private final long began = System.nanoTime();

    DemoRun(DemoOptions options, CountDownLatch stop) {
        this.options = options;
        this.stop = stop;
        this.folder = new DemoDirectory(options.out());
    }

    /** Runs the demo; returns whether all cards were issued and verified. */
    boolean run() {
        LockFile lock = LockFile.acquire(options.out().resolve("lock"), "another demo works in " + options.out());
        try {
            return runLocked();
        } finally {
            lock.close();
        }
    }

    private boolean runLocked() {
        UUID batch = batch();
        log("starting PostgreSQL and Kafka in %s", folder.servers());
        try (LocalSystem system = LocalSystem.start(options.out(), "demo", folder::loadOrCreatePassphrase)) {
            TemplateLoader.loadSamples(system.database(DatabaseRole.INGEST));
            ManifestImporter.Counts lines = ManifestImporter.run(
                    system.database(DatabaseRole.INGEST), folder.manifest(batch), batch, folder.rejects());
            log("batch %s: %d lines, %d rejected", batch, lines.lines(), lines.rejected());
            VirtualCardStore cardStore = new VirtualCardStore(folder.cards(), options.seed());
            issue(system, batch, cardStore);
            if (stop.getCount() == 0) {
                log("interrupted; start again with --out %s to resume", options.out());
                return false;
            }
            return verify(system, batch, cardStore);
        }
    }

    /** Returns the batch under way, else a new one. */
    private UUID batch() {
        UUID batch = folder.unfinishedBatch().orElseGet(this::createBatch);
        byte[] wanted = options.manifest() == null ? null : manifest(options.manifest());
        if (wanted != null && !Arrays.equals(wanted, manifest(folder.manifest(batch)))) {
            throw new EnvironmentException(
                    options.out() + " holds an unfinished batch of another manifest: resume it without"
                            + " --manifest, or choose another --out");
        }
        return batch;
    }

    private UUID createBatch() {
        if (options.manifest() != null) {
            ManifestImporter.validate(options.manifest());
        }
        UUID batch = UuidGenerator.next();
        byte[] content = options.manifest() == null
                ? SampleManifest.generate(options.cards(), batch).getBytes(StandardCharsets.UTF_8)
                : manifest(options.manifest());
        DemoDirectory.writeAtomically(folder.manifest(batch), content);
        folder.markStarted(batch);
        return batch;
    }

    private static byte[] manifest(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the manifest " + file, e);
        }
    }

    private void issue(LocalSystem system, UUID batch, VirtualCardStore cardStore) {
        BatchRepository batches = new BatchRepository(system.database(DatabaseRole.PROCESSOR));
        List<OpenRequest> waiting = batches.findOpenRequests(batch);
        if (waiting.isEmpty()) {
            return;
        }
        log("issuing %d cards at %d readers", waiting.size(), options.readers());
        try (VirtualReaderBank readerBank = VirtualReaderBank.start(
                        system, cardStore, options.readers(), options.perApdu(), stations(waiting), metrics);
                ProgressBar progress = progress(waiting.size()).start()) {
            for (int round = 0; round < ROUNDS && !waiting.isEmpty() && stop.getCount() > 0; round++) {
                readerBank.issueAll(waiting, stop);
                BoundedWait.untilStable(() -> batches.countLines(batch).pending(), 1, SETTLING, PAUSE);
                waiting = batches.findOpenRequests(batch);
            }
            progress.show();
        }
    }

    private ProgressBar progress(int total) {
        return new ProgressBar(out, Boolean.getBoolean("cardroom.terminal"), total, metrics);
    }

    private static NavigableSet<String> stations(List<OpenRequest> waiting) {
        NavigableSet<String> stations = new TreeSet<>();
        waiting.stream().map(OpenRequest::station).filter(Objects::nonNull).forEach(stations::add);
        return stations;
    }

    private boolean verify(LocalSystem system, UUID batch, VirtualCardStore cardStore) {
        log("verifying each card on the card");
        BatchVerification.VerificationCounts verified =
                new BatchVerification(system, cardStore).verify(batch, options.readers(), options.perApdu());
        BatchRepository.BatchCounts count = new CloseBatchJob(
                        system.database(DatabaseRole.PROCESSOR), Clock.systemUTC())
                .run(batch, folder.results());
        DemoSummary summary = DemoSummary.of(count, verified, metrics);
        DemoDirectory.writeAtomically(folder.summary(), MessageJson.write(summary));
        if (count.pending() == 0) {
            folder.markFinished(batch);
        }
        logSummary(summary);
        return summary.allVerified();
    }

    private void logSummary(DemoSummary summary) {
        log(
                "requested %d = issued %d + failed %d + rejected %d + pending %d; verified %d, duplicates %d",
                summary.requested(),
                summary.issued(),
                summary.failed(),
                summary.rejected(),
                summary.pending(),
                summary.verified(),
                summary.duplicates());
        OperatorMetrics.LatencyMillis millis = summary.answerMillis();
        if (millis != null) {
            log(
                    "%.0f cards/min; an answer took %.1f ms (p50), %.1f (p90), %.1f (p99), %.1f (max)",
                    summary.cardsPerMinute(), millis.p50(), millis.p90(), millis.p99(), millis.max());
        }
        log("see %s and %s", folder.summary(), folder.results());
    }

    private void log(String format, Object... arguments) {
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds, String.format(Locale.ROOT, format, arguments));
    }
}

package org.cardroom.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardroom.chaos.audit.AuditFindings;
import org.cardroom.chaos.cluster.ChaosBatch;
import org.cardroom.chaos.cluster.ChaosCluster;
import org.cardroom.chaos.cluster.ChaosDirectory;
import org.cardroom.chaos.operator.CardQueue;
import org.cardroom.chaos.operator.FaultStatistics;
import org.cardroom.chaos.operator.OperatorSimulator;
import org.cardroom.chaos.operator.ReaderState;
import org.cardroom.chaos.operator.TrackedCard;
import org.cardroom.chaos.plan.FaultSchedule;
import org.cardroom.chaos.process.SupervisedProcess;
import org.cardroom.chaos.report.ChaosReport;
import org.cardroom.chaos.report.ChaosReportTable;
import org.cardroom.chaos.report.RunLog;
import org.cardroom.chaos.topics.TopicObservations;
import org.cardroom.chaos.topics.TopicRecorder;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.jspecify.annotations.Nullable;

/** One run: starts the cluster, issues the cards while faults are injected, and writes the report. */
final class ChaosRun implements SupervisedProcess.Listener {
    private static final int APDU_MILLIS = 10;
    private static final int MAX_RETRY_ROUNDS = 6;
    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(5);
    private static final List<String> NEVER_EXIT = List.of("broker", "database", "agent-1", "agent-2");

    private final ChaosOptions options;
    private final CountDownLatch stop;
    private final ChaosDirectory folder;
    private final RunLog log = new RunLog(System.out);
    private final FaultStatistics statistics = new FaultStatistics();
    private final AuditFindings findings = new AuditFindings();
    private final RetryingQuery retryingQuery;
    private boolean stalled;
    private final TopicObservations observations = new TopicObservations();
    private final Map<String, Integer> unexpectedExits = new TreeMap<>();
    private final BlockingQueue<RunEvent> events = new LinkedBlockingQueue<>();

    ChaosRun(ChaosOptions options, CountDownLatch stop) {
        this.options = options;
        this.stop = stop;
        this.retryingQuery = new RetryingQuery(stop);
        this.folder = ChaosDirectory.createEmpty(options.out());
    }

    @Override
    public void onMessage(SupervisedProcess process, List<String> words) {
        events.add(new RunEvent.MessageReceived(process, words));
    }

    @Override
    public void onProcessExit(SupervisedProcess process, boolean byItself) {
        events.add(new RunEvent.ProcessExited(process, byItself));
    }

    /** Runs; returns true if nothing is lost, doubled, locked or pending. */
    boolean run() {
        log.log(
                "seed %d: %d cards at %d readers, %d faults; logs in %s",
                options.seed(), options.cards(), options.readers(), options.faults(), folder.logs());
        try (ChaosCluster cluster = ChaosCluster.start(folder, this);
                Database database = cluster.createDatabase()) {
            KafkaClients kafka = new KafkaClients(cluster.bootstrap(), Map.of());
            kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
            kafka.createTopicsIfMissing(ChaosCluster.AGENTS.stream()
                    .map(KafkaTopics::newInstructionTopic)
                    .toList());
            ChaosBatch batch = ChaosBatch.prepare(folder);
            batch.importRequests(database, options.cards());
            CardQueue queue = CardQueue.create(
                    new BatchRepository(database).findOpenRequests(batch.id), folder.cards(), options.seed());
            TopicRecorder recorder = TopicRecorder.start(kafka, ChaosCluster.AGENTS, observations);
            OperatorSimulator operators = new OperatorSimulator(queue, statistics);
            try (recorder) {
                issue(cluster, database, batch, operators, queue, recorder);
            }
            if (!recorder.isComplete()) {
                findings.addAnomaly("the topics were not read to their end");
            }
            return stop.getCount() > 0
                    && report(database, batch, queue, operators).hasPassed();
        }
    }

    private void issue(
            ChaosCluster cluster,
            Database database,
            ChaosBatch batch,
            OperatorSimulator operators,
            CardQueue queue,
            TopicRecorder recorder) {
        cluster.startProcessors(batch.keys().keystore(), folder.passphraseFile());
        int half = options.readers() / 2;
        List<Integer> readers = List.of(options.readers() - half, half);
        cluster.startAgents(batch.keys().processorsFile(), readers, APDU_MILLIS);
        for (int i = 0; i < readers.size(); i++) {
            operators.addReaders(cluster.process(ChaosCluster.AGENTS.get(i)), readers.get(i));
        }
        FaultInjector injector = new FaultInjector(
                cluster,
                operators,
                statistics,
                recorder,
                log,
                FaultSchedule.generate(options.cards(), options.faults(), options.seed()),
                () -> events.add(new RunEvent.CommitLost()));
        log.log("issuing");
        processEvents(operators, injector);
        for (int i = 0; i < MAX_RETRY_ROUNDS && isRunning() && requeueOpen(database, batch, queue); i++) {
            processEvents(operators, injector);
        }
        int unpublished = retryingQuery.awaitStable(() -> new OutboxRepository(database).size());
        if (unpublished > 0) {
            findings.addAnomaly(unpublished + " entries are left in the outbox");
        }
        cluster.stopClients();
    }

    /** Processes events until no card is waiting and every fault is done and undone. */
    private void processEvents(OperatorSimulator operators, FaultInjector injector) {
        StallDetector stallDetector = new StallDetector(STALL_TIMEOUT);
        operators.insertWaitingCards();
        while (isRunning() && !(operators.isIdle() && injector.isFinished())) {
            RunEvent event = nextEvent();
            ReaderState stepped = null;
            if (event instanceof RunEvent.MessageReceived message
                    && ChaosCluster.AGENTS.contains(message.process().name())) {
                stepped = operators.onAgentMessage(message.process(), message.words());
            } else if (event instanceof RunEvent.ProcessExited exit) {
                onExit(exit, operators);
            } else if (event instanceof RunEvent.CommitLost) {
                injector.onCommitLost();
            }
            injector.injectDue(stepped);
            operators.moveTimedOutCards();
            if (operators.isIdle()) {
                injector.abandonUnreachable();
            }
            stalled = stallDetector.recordProgress(
                    operators.endedCount() + statistics.totalDone() + statistics.totalAbandoned(), System.nanoTime());
            log.logProgress(operators.endedCount(), options.cards(), statistics.totalDone(), options.faults());
        }
    }

    private boolean isRunning() {
        return stop.getCount() > 0 && !stalled;
    }

    private @Nullable RunEvent nextEvent() {
        try {
            return events.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    private void onExit(RunEvent.ProcessExited exit, OperatorSimulator operators) {
        SupervisedProcess process = exit.process();
        if (exit.byItself()) {
            unexpectedExits.merge(process.name(), 1, Integer::sum);
            log.log("%s exited unexpectedly: see %s", process.name(), folder.log(process.name()));
            if (NEVER_EXIT.contains(process.name())) {
                findings.addAnomaly(process.name() + " exited unexpectedly");
            }
        }
        if (ChaosCluster.AGENTS.contains(process.name())) {
            operators.onAgentExit(process);
        }
    }

    /** Queues the cards of open requests again; returns false if no request is open. */
    private boolean requeueOpen(Database database, ChaosBatch batch, CardQueue queue) {
        BatchRepository batches = new BatchRepository(database);
        retryingQuery.awaitStable(() -> batches.countLines(batch.id).pending());
        List<OpenRequest> open = retryingQuery.retry(() -> batches.findOpenRequests(batch.id));
        Map<String, Integer> unbound = new HashMap<>();
        for (OpenRequest request : open) {
            String card = request.cardId();
            if (card == null) {
                unbound.merge(CardQueue.cardType(request), 1, Integer::sum);
            } else {
                queue.find(new CardId(card)).ifPresent(queue::addLast);
            }
        }
        for (TrackedCard tracked : queue.all()) {
            if (!tracked.issued && unbound.getOrDefault(tracked.cardType, 0) > 0 && !isBound(tracked, open)) {
                unbound.merge(tracked.cardType, -1, Integer::sum);
                queue.addLast(tracked);
            }
        }
        if (!open.isEmpty()) {
            log.log("%d requests are still open: inserting their cards again", open.size());
        }
        return !open.isEmpty();
    }

    private static boolean isBound(TrackedCard tracked, List<OpenRequest> open) {
        return open.stream().anyMatch(request -> tracked.id.hex().equals(request.cardId()));
    }

    private ChaosReport report(Database database, ChaosBatch batch, CardQueue queue, OperatorSimulator operators) {
        if (stalled) {
            findings.addAnomaly("no card ended and no fault was done for " + STALL_TIMEOUT.toMinutes() + " minutes");
        }
        log.log("verifying every card");
        ChaosReport report = new ChaosReportBuilder(options, database, batch, observations, statistics, findings)
                .build(queue, operators, unexpectedExits, log.elapsedSeconds());
        try {
            Files.write(folder.report(), MessageJson.write(report));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + folder.report(), e);
        }
        new ChaosReportTable(report).lines().forEach(log::print);
        log.log("see %s", folder.report());
        return report;
    }
}

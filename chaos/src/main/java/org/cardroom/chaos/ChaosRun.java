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

/** One run, from the order to the report. */
final class ChaosRun implements SupervisedProcess.Listener {
    private static final int APDU_MILLIS = 10;
    private static final int ROUNDS = 6;
    private static final Duration STANDSTILL = Duration.ofMinutes(5);
    private static final List<String> NEVER_END = List.of("broker", "database", "agent-1", "agent-2");

    private final ChaosOptions options;
    private final CountDownLatch stop;
    private final ChaosDirectory folder;
    private final RunLog log = new RunLog(System.out);
    private final FaultStatistics statistics = new FaultStatistics();
    private final AuditFindings findings = new AuditFindings();
    private final RetryingQuery retryingQuery;
    private boolean stands;
    private final TopicObservations observations = new TopicObservations();
    private final Map<String, Integer> ended = new TreeMap<>();
    private final BlockingQueue<RunEvent> heard = new LinkedBlockingQueue<>();

    ChaosRun(ChaosOptions options, CountDownLatch stop) {
        this.options = options;
        this.stop = stop;
        this.retryingQuery = new RetryingQuery(stop);
        this.folder = ChaosDirectory.createEmpty(options.out());
    }

    @Override
    public void onMessage(SupervisedProcess process, List<String> words) {
        heard.add(new RunEvent.MessageReceived(process, words));
    }

    @Override
    public void onProcessExit(SupervisedProcess process, boolean byItself) {
        heard.add(new RunEvent.ProcessExited(process, byItself));
    }

    /** Whether nothing is lost, doubled, locked or pending. */
    boolean run() {
        log.log(
                "seed %d: %d cards at %d readers, %d faults; logs in %s",
                options.seed(), options.cards(), options.readers(), options.faults(), folder.logs());
        try (ChaosCluster cluster = ChaosCluster.start(folder, this);
                Database database = Database.open(cluster.jdbcUrl(), null, null)) {
            KafkaClients kafka = new KafkaClients(cluster.bootstrap(), Map.of());
            kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
            kafka.createTopicsIfMissing(ChaosCluster.AGENTS.stream()
                    .map(KafkaTopics::newInstructionTopic)
                    .toList());
            ChaosBatch chaosBatch = ChaosBatch.prepare(folder);
            chaosBatch.importRequests(database, options.cards());
            CardQueue queue = CardQueue.create(
                    new BatchRepository(database).findOpenRequests(chaosBatch.id), folder.cards(), options.seed());
            TopicRecorder recorder = TopicRecorder.start(kafka, ChaosCluster.AGENTS, observations);
            OperatorSimulator operators = new OperatorSimulator(queue, statistics);
            try (recorder) {
                issue(cluster, database, chaosBatch, operators, queue, recorder);
            }
            if (!recorder.isComplete()) {
                findings.addAnomaly("the topics were not read to their end: what they say is not known");
            }
            return stop.getCount() > 0
                    && report(database, chaosBatch, queue, operators).isGood();
        }
    }

    private void issue(
            ChaosCluster cluster,
            Database database,
            ChaosBatch chaosBatch,
            OperatorSimulator operators,
            CardQueue queue,
            TopicRecorder recorder) {
        cluster.startProcessors(chaosBatch.keystore(), chaosBatch.passphraseFile());
        int half = options.readers() / 2;
        List<Integer> readers = List.of(options.readers() - half, half);
        cluster.startAgents(chaosBatch.processorsFile(), readers, APDU_MILLIS);
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
                () -> heard.add(new RunEvent.CommitLost()));
        log.log("issuing");
        work(operators, injector);
        for (int round = 1; round <= ROUNDS && goesOn() && again(database, chaosBatch, queue); round++) {
            work(operators, injector);
        }
        int unpublished = retryingQuery.awaitStable(() -> new OutboxRepository(database).size());
        if (unpublished > 0) {
            findings.addAnomaly(unpublished + " entries are left in the outbox");
        }
        cluster.stopClients();
    }

    /** Until nothing waits and every fault is done and undone. */
    private void work(OperatorSimulator operators, FaultInjector injector) {
        StallDetector stallDetector = new StallDetector(STANDSTILL);
        operators.insertWaitingCards();
        while (goesOn() && !(operators.isIdle() && injector.isFinished())) {
            RunEvent event = next();
            ReaderState steppedReader = null;
            if (event instanceof RunEvent.MessageReceived said
                    && ChaosCluster.AGENTS.contains(said.process().name())) {
                steppedReader = operators.onAgentMessage(said.process(), said.words());
            } else if (event instanceof RunEvent.ProcessExited gone) {
                gone(gone, operators);
            } else if (event instanceof RunEvent.CommitLost) {
                injector.onCommitLost();
            }
            injector.injectDue(steppedReader);
            operators.moveTimedOutCards();
            if (operators.isIdle()) {
                injector.abandonUnreachable();
            }
            stands = stallDetector.recordProgress(
                    operators.endedCount() + statistics.totalDone() + statistics.totalAbandoned(), System.nanoTime());
            log.logProgress(operators.endedCount(), options.cards(), statistics.totalDone(), options.faults());
        }
    }

    private boolean goesOn() {
        return stop.getCount() > 0 && !stands;
    }

    private @Nullable RunEvent next() {
        try {
            return heard.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    private void gone(RunEvent.ProcessExited gone, OperatorSimulator operators) {
        SupervisedProcess process = gone.process();
        if (gone.byItself()) {
            ended.merge(process.name(), 1, Integer::sum);
            log.log("%s ended by itself: see %s", process.name(), folder.log(process.name()));
            if (NEVER_END.contains(process.name())) {
                findings.addAnomaly(process.name() + " ended by itself");
            }
        }
        if (ChaosCluster.AGENTS.contains(process.name())) {
            operators.onAgentExit(process);
        }
    }

    /** Puts the cards of open requests back on the pile; false where there are none. */
    private boolean again(Database database, ChaosBatch chaosBatch, CardQueue queue) {
        BatchRepository batches = new BatchRepository(database);
        retryingQuery.awaitStable(() -> batches.countLines(chaosBatch.id).pending());
        List<OpenRequest> open = retryingQuery.retry(() -> batches.findOpenRequests(chaosBatch.id));
        Map<String, Integer> anybodys = new HashMap<>();
        for (OpenRequest request : open) {
            String card = request.cardId();
            if (card == null) {
                anybodys.merge(CardQueue.cardType(request), 1, Integer::sum);
            } else {
                queue.find(new CardId(card)).ifPresent(queue::addLast);
            }
        }
        for (TrackedCard trackedCard : queue.all()) {
            if (!trackedCard.issued
                    && anybodys.getOrDefault(trackedCard.cardType, 0) > 0
                    && !isBound(trackedCard, open)) {
                anybodys.merge(trackedCard.cardType, -1, Integer::sum);
                queue.addLast(trackedCard);
            }
        }
        if (!open.isEmpty()) {
            log.log("%d requests are still open: their cards are put in again", open.size());
        }
        return !open.isEmpty();
    }

    private static boolean isBound(TrackedCard trackedCard, List<OpenRequest> open) {
        return open.stream().anyMatch(request -> trackedCard.id.hex().equals(request.cardId()));
    }

    private ChaosReport report(Database database, ChaosBatch chaosBatch, CardQueue queue, OperatorSimulator operators) {
        if (stands) {
            findings.addAnomaly("no card ended and no fault was done for " + STANDSTILL.toMinutes() + " minutes");
        }
        log.log("auditing every card on the card");
        ChaosReportBuilder reportBuilder =
                new ChaosReportBuilder(options, database, chaosBatch, observations, statistics, findings);
        ChaosReport report = reportBuilder.build(queue, operators, ended, log.elapsedSeconds());
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

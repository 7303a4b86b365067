package org.cardroom.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cardroom.chaos.cluster.ChaosCluster;
import org.cardroom.chaos.operator.FaultStatistics;
import org.cardroom.chaos.operator.OperatorSimulator;
import org.cardroom.chaos.operator.ReaderState;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.plan.PlannedFault;
import org.cardroom.chaos.process.SupervisedProcess;
import org.cardroom.chaos.proxy.DropResponseRule;
import org.cardroom.chaos.proxy.TcpFaultProxy;
import org.cardroom.chaos.report.RunLog;
import org.cardroom.chaos.topics.TopicRecorder;
import org.jspecify.annotations.Nullable;

/** Injects faults when they are due, and ends temporary ones. Used by one thread. */
final class FaultInjector {
    /** How long a due fault waits for a card in its phase. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(3);
    /** The time that a system needs after the end of a fault. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    /** Contained in a transaction of a processor that answers a card. */
    private static final byte[] ANSWER_BYTES = "cardroom.instructions.agent-".getBytes(StandardCharsets.US_ASCII);
    /** PostgreSQL's CommandComplete of a commit: C, length 11, COMMIT, 0 (protocol 3.0, message formats). */
    private static final byte[] COMMIT_BYTES = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};

    private final ChaosCluster cluster;
    private final OperatorSimulator operators;
    private final FaultStatistics statistics;
    private final TopicRecorder recorder;
    private final RunLog log;
    private final Runnable commitLost;
    private final Deque<PlannedFault> plan;
    private final PriorityQueue<DelayedAction> later = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));
    private long dueSince;
    private boolean dropArmed;
    private int dropsLeft;
    private int injectedCount;

    private record DelayedAction(long at, Runnable action) {}

    FaultInjector(
            ChaosCluster cluster,
            OperatorSimulator operators,
            FaultStatistics statistics,
            TopicRecorder recorder,
            RunLog log,
            List<PlannedFault> plan,
            Runnable commitLost) {
        this.cluster = cluster;
        this.operators = operators;
        this.statistics = statistics;
        this.recorder = recorder;
        this.log = log;
        this.plan = new ArrayDeque<>(plan);
        this.commitLost = commitLost;
    }

    /** Whether all faults were injected and ended. */
    boolean isFinished() {
        return plan.isEmpty() && later.isEmpty() && !dropArmed && !operators.hasPendingTear();
    }

    /**
     * Injects the next fault if it is due.
     * @param stepped the reader whose card has just entered a phase; null if none has
     */
    void injectDue(@Nullable ReaderState stepped) {
        long now = System.nanoTime();
        while (!later.isEmpty() && later.peek().at - now <= 0) {
            later.remove().action.run();
        }
        PlannedFault next = plan.peek();
        if (next == null || operators.endedCount() < next.dueAfterCards()) {
            return;
        }
        dueSince = dueSince == 0 ? now : dueSince;
        boolean fits = stepped != null && stepped.isBusy() && stepped.phase() == next.phase();
        boolean late = now - dueSince > MAX_DELAY.toNanos();
        if ((fits || late) && inject(next, fits ? stepped : null)) {
            plan.remove();
            dueSince = 0;
            log.logFault(++injectedCount, next);
            if (!next.needsCard()) {
                statistics.countDone(next.kind());
                if (fits) {
                    statistics.countAimed(next.kind());
                }
            }
        }
    }

    /** Abandons the faults that need a card, since no card is left. */
    void abandonUnreachable() {
        while (!plan.isEmpty() && plan.peek().needsCard()) {
            statistics.countAbandoned(plan.remove().kind(), 1);
            dueSince = 0;
        }
        if (plan.isEmpty() && later.isEmpty()) {
            statistics.countAbandoned(FaultKind.TEAR, operators.cancelTears());
            statistics.countAbandoned(FaultKind.LOSE_COMMIT, dropsLeft + (dropArmed ? 1 : 0));
            dropsLeft = 0;
            disarmDropResponse();
        }
    }

    /** Returns false if the fault is impossible now. */
    private boolean inject(PlannedFault fault, @Nullable ReaderState slot) {
        return switch (fault.kind()) {
            case KILL_PROCESSOR -> kill(fault, processor(fault));
            case KILL_AGENT -> killAgent(fault, slot);
            case KILL_BROKER -> kill(fault, cluster.process("broker"));
            case KILL_DATABASE -> kill(fault, cluster.process("database"));
            case STOP_PROCESSOR -> freezeProcessor(fault);
            case CUT -> cutConnection(fault, slot);
            case SLOW -> slowConnection(fault, slot);
            case TEAR -> {
                operators.scheduleTear(fault);
                yield true;
            }
            case REPEAT -> repeatEvents(fault);
            case LOSE_COMMIT -> armDropResponse();
        };
    }

    private SupervisedProcess processor(PlannedFault fault) {
        return cluster.process(ChaosCluster.PROCESSORS.get(fault.target() % ChaosCluster.PROCESSORS.size()));
    }

    private boolean kill(PlannedFault fault, SupervisedProcess process) {
        List<ReaderState> busy = operators.busyReaders();
        if (!process.kill(fault.duration())) {
            return false;
        }
        disturb(fault, slot -> true, busy);
        return true;
    }

    private boolean killAgent(PlannedFault fault, @Nullable ReaderState slot) {
        SupervisedProcess agent = agent(fault, slot);
        List<ReaderState> busy = operators.busyReaders(reader -> reader.agent == agent);
        if (!agent.kill(fault.duration())) {
            return false;
        }
        recordHits(fault.kind(), busy);
        return true;
    }

    private SupervisedProcess agent(PlannedFault fault, @Nullable ReaderState slot) {
        return slot != null
                ? slot.agent
                : cluster.process(ChaosCluster.AGENTS.get(fault.target() % ChaosCluster.AGENTS.size()));
    }

    /** Counts the hit cards, and from now on those inserted at affected readers. */
    private void disturb(PlannedFault fault, Predicate<ReaderState> affected, List<ReaderState> hit) {
        operators.addDisturbance(affected, fault.duration().plus(RECOVERY));
        recordHits(fault.kind(), hit);
    }

    private void recordHits(FaultKind kind, List<ReaderState> readers) {
        for (ReaderState slot : readers) {
            if (slot.card != null) {
                statistics.recordHit(kind, slot.phase(), slot.card);
            }
        }
    }

    private boolean freezeProcessor(PlannedFault fault) {
        SupervisedProcess process = processor(fault);
        List<ReaderState> busy = operators.busyReaders();
        if (!process.freeze(fault.duration())) {
            return false;
        }
        disturb(fault, slot -> true, busy);
        runAfter(fault.duration(), () -> {});
        return true;
    }

    private boolean cutConnection(PlannedFault fault, @Nullable ReaderState slot) {
        Predicate<ReaderState> affected = applyToConnection(fault, slot, proxy -> proxy.cut(fault));
        disturb(fault, affected, operators.busyReaders(affected));
        if (fault.target() % 4 >= 2) {
            runAfter(fault.duration().dividedBy(2), () -> moveCards(fault, slot));
        }
        runAfter(fault.duration(), () -> applyToConnection(fault, slot, proxy -> proxy.restore(fault)));
        return true;
    }

    /** Moves the cards of a disconnected agent to other readers, so that its reports arrive after the other agent's. */
    private void moveCards(PlannedFault fault, @Nullable ReaderState slot) {
        if (fault.target() % 3 == 0) {
            SupervisedProcess agent = agent(fault, slot);
            operators.busyReaders(reader -> reader.agent == agent).forEach(operators::moveElsewhere);
        }
    }

    private boolean slowConnection(PlannedFault fault, @Nullable ReaderState slot) {
        Duration each = Duration.ofMillis(10L + fault.target());
        Predicate<ReaderState> affected = applyToConnection(fault, slot, proxy -> proxy.slow(fault, each));
        disturb(fault, affected, operators.busyReaders(affected));
        runAfter(fault.duration(), () -> applyToConnection(fault, slot, proxy -> proxy.restore(fault)));
        return true;
    }

    /** Applies an action to one connection: agent to broker, processor to broker, or processor to database. */
    private Predicate<ReaderState> applyToConnection(
            PlannedFault fault, @Nullable ReaderState slot, Consumer<TcpFaultProxy> action) {
        if (fault.target() % 3 == 0) {
            SupervisedProcess agent = agent(fault, slot);
            action.accept(cluster.brokerProxy(agent.name()));
            return reader -> reader.agent == agent;
        }
        String name = processor(fault).name();
        action.accept(fault.target() % 3 == 1 ? cluster.brokerProxy(name) : cluster.databaseProxy(name));
        return reader -> true;
    }

    /** Publishes the events of all inserted cards again, in another order. */
    private boolean repeatEvents(PlannedFault fault) {
        List<ReaderState> hit =
                operators.busyReaders(slot -> slot.card != null && recorder.republish(slot.card.id, fault.target()));
        if (hit.isEmpty() && !recorder.republishAny(fault.target())) {
            return false;
        }
        recordHits(fault.kind(), hit);
        return true;
    }

    /** Arms one rule at a time; further ones wait. */
    private boolean armDropResponse() {
        if (dropArmed) {
            dropsLeft++;
            return true;
        }
        dropArmed = true;
        DropResponseRule dropRule = new DropResponseRule(ANSWER_BYTES, COMMIT_BYTES, commitLost);
        ChaosCluster.PROCESSORS.forEach(name -> cluster.databaseProxy(name).dropNextResponse(dropRule));
        return true;
    }

    /** Records that a processor, about to answer waiting cards, lost the response to its commit. */
    void onCommitLost() {
        if (!dropArmed) {
            return;
        }
        disarmDropResponse();
        List<ReaderState> waiting = operators.busyReaders(slot -> slot.phase().isWaiting());
        statistics.countDone(FaultKind.LOSE_COMMIT);
        if (!waiting.isEmpty()) {
            statistics.countAimed(FaultKind.LOSE_COMMIT);
        }
        recordHits(FaultKind.LOSE_COMMIT, waiting);
        if (dropsLeft > 0) {
            dropsLeft--;
            armDropResponse();
        }
    }

    private void disarmDropResponse() {
        dropArmed = false;
        ChaosCluster.PROCESSORS.forEach(name -> cluster.databaseProxy(name).cancelDrop());
    }

    private void runAfter(Duration time, Runnable action) {
        later.add(new DelayedAction(System.nanoTime() + time.toNanos(), action));
    }
}

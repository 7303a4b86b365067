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
import org.cardroom.chaos.operator.TrackedCard;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.plan.PlannedFault;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.process.SupervisedProcess;
import org.cardroom.chaos.proxy.DropResponseRule;
import org.cardroom.chaos.proxy.TcpFaultProxy;
import org.cardroom.chaos.report.RunLog;
import org.cardroom.chaos.topics.TopicRecorder;
import org.jspecify.annotations.Nullable;

/** Does the faults when they are due, and undoes those that do not last. Used by one thread. */
final class FaultInjector {
    /** A fault that is due waits so long for a card at its moment. */
    private static final Duration WAITING = Duration.ofSeconds(3);
    /** What was away is of use again so long after it came back. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    /** What a processor sends to the database when it answers a card. */
    private static final byte[] ANSWERING = "cardroom.instructions.agent-".getBytes(StandardCharsets.US_ASCII);
    /** PostgreSQL's CommandComplete of a commit: C, length 11, COMMIT, 0 (protocol 3.0). */
    private static final byte[] COMMITTED = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};

    private final ChaosCluster cluster;
    private final OperatorSimulator operators;
    private final FaultStatistics statistics;
    private final TopicRecorder recorder;
    private final RunLog log;
    private final Runnable commitLost;
    private final Deque<PlannedFault> plan;
    private final PriorityQueue<DelayedAction> later = new PriorityQueue<>();
    private long dueSince;
    private boolean ambushed;
    private int ambushesLeft;
    private int begun;

    private record DelayedAction(long at, Runnable what) implements Comparable<DelayedAction> {
        @Override
        public int compareTo(DelayedAction other) {
            return Long.compare(at - other.at, 0);
        }
    }

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

    /** All are done and undone. */
    boolean isFinished() {
        return plan.isEmpty() && later.isEmpty() && !ambushed && !operators.hasPendingTear();
    }

    /** Does what is due; a card has just taken a step in this seat, if there is one. */
    void injectDue(@Nullable ReaderState steppedReader) {
        long now = System.nanoTime();
        while (!later.isEmpty() && later.peek().at - now <= 0) {
            later.remove().what.run();
        }
        PlannedFault next = plan.peek();
        if (next == null || operators.endedCount() < next.dueAfterCards()) {
            return;
        }
        dueSince = dueSince == 0 ? now : dueSince;
        boolean fits = steppedReader != null && steppedReader.isBusy() && steppedReader.phase() == next.phase();
        boolean late = now - dueSince > WAITING.toNanos();
        if ((fits || late) && inject(next, fits ? steppedReader : null)) {
            plan.remove();
            dueSince = 0;
            log.logFault(++begun, next);
            if (!waitsForACard(next)) {
                statistics.countDone(next.kind());
                if (fits) {
                    statistics.countAimed(next.kind());
                }
            }
        }
    }

    /** One that is only laid when it is due: a card has to come for it, and it is done when that happens. */
    private static boolean waitsForACard(PlannedFault fault) {
        return fault.kind() == FaultKind.TEAR || fault.kind() == FaultKind.LOSE_COMMIT;
    }

    /** No card is in a reader or comes to one: what waits for a card is given up, once nothing else is to be done. */
    void abandonUnreachable() {
        while (!plan.isEmpty() && waitsForACard(plan.peek())) {
            statistics.countAbandoned(plan.remove().kind(), 1);
            dueSince = 0;
        }
        if (plan.isEmpty() && later.isEmpty()) {
            statistics.countAbandoned(FaultKind.TEAR, operators.cancelTears());
            statistics.countAbandoned(FaultKind.LOSE_COMMIT, ambushesLeft + (ambushed ? 1 : 0));
            ambushesLeft = 0;
            disarmDropResponse();
        }
    }

    /** False where it cannot be done now. */
    private boolean inject(PlannedFault fault, @Nullable ReaderState readerState) {
        return switch (fault.kind()) {
            case KILL_PROCESSOR -> kills(fault, processor(fault));
            case KILL_AGENT -> killsAgent(fault, readerState);
            case KILL_BROKER -> kills(fault, cluster.process("broker"));
            case KILL_DATABASE -> kills(fault, cluster.process("database"));
            case STOP_PROCESSOR -> stops(fault);
            case CUT -> cuts(fault, readerState);
            case SLOW -> slows(fault, readerState);
            case TEAR -> tears(fault);
            case REPEAT -> repeats(fault);
            case LOSE_COMMIT -> armDropResponse();
        };
    }

    private SupervisedProcess processor(PlannedFault fault) {
        return cluster.process(ChaosCluster.PROCESSORS.get(fault.target() % ChaosCluster.PROCESSORS.size()));
    }

    private boolean kills(PlannedFault fault, SupervisedProcess process) {
        List<ReaderState> busy = operators.busyReaders();
        if (!process.kill(fault.duration())) {
            return false;
        }
        operators.addDisturbance(readerState -> true, fault.duration().plus(RECOVERY));
        hit(fault.kind(), busy);
        return true;
    }

    private boolean killsAgent(PlannedFault fault, @Nullable ReaderState readerState) {
        SupervisedProcess agent = agent(fault, readerState);
        List<ReaderState> busy = operators.busyReaders(reader -> reader.agent == agent);
        if (!agent.kill(fault.duration())) {
            return false;
        }
        hit(fault.kind(), busy);
        return true;
    }

    private SupervisedProcess agent(PlannedFault fault, @Nullable ReaderState readerState) {
        return readerState != null
                ? readerState.agent
                : cluster.process(ChaosCluster.AGENTS.get(fault.target() % ChaosCluster.AGENTS.size()));
    }

    private void hit(FaultKind kind, List<ReaderState> seats) {
        for (ReaderState readerState : seats) {
            TrackedCard trackedCard = readerState.card;
            if (trackedCard != null) {
                statistics.recordHit(kind, readerState.phase(), trackedCard);
            }
        }
    }

    private boolean stops(PlannedFault fault) {
        SupervisedProcess process = processor(fault);
        List<ReaderState> busy = operators.busyReaders();
        if (!process.freeze(fault.duration())) {
            return false;
        }
        operators.addDisturbance(readerState -> true, fault.duration().plus(RECOVERY));
        hit(fault.kind(), busy);
        after(fault.duration(), () -> {});
        return true;
    }

    private boolean cuts(PlannedFault fault, @Nullable ReaderState readerState) {
        Predicate<ReaderState> affected = link(fault, readerState, proxy -> proxy.cut(fault));
        operators.addDisturbance(affected, fault.duration().plus(RECOVERY));
        hit(fault.kind(), operators.busyReaders(affected));
        if (fault.target() % 4 >= 2) {
            after(fault.duration().dividedBy(2), () -> carry(fault, readerState));
        }
        after(fault.duration(), () -> link(fault, readerState, proxy -> proxy.restore(fault)));
        return true;
    }

    /** The operator loses patience: the agent that is cut off will report what it did after the card is elsewhere. */
    private void carry(PlannedFault fault, @Nullable ReaderState readerState) {
        if (fault.target() % 3 == 0) {
            SupervisedProcess agent = agent(fault, readerState);
            operators.busyReaders(reader -> reader.agent == agent).forEach(operators::moveElsewhere);
        }
    }

    private boolean slows(PlannedFault fault, @Nullable ReaderState readerState) {
        Duration each = Duration.ofMillis(10L + fault.target());
        Predicate<ReaderState> affected = link(fault, readerState, proxy -> proxy.slow(fault, each));
        operators.addDisturbance(affected, fault.duration().plus(RECOVERY));
        hit(fault.kind(), operators.busyReaders(affected));
        after(fault.duration(), () -> link(fault, readerState, proxy -> proxy.restore(fault)));
        return true;
    }

    /** Does this to one connection of three kinds, and says whose cards it is about. */
    private Predicate<ReaderState> link(
            PlannedFault fault, @Nullable ReaderState readerState, Consumer<TcpFaultProxy> what) {
        if (fault.target() % 3 == 0) {
            SupervisedProcess agent = agent(fault, readerState);
            what.accept(cluster.brokerProxy(agent.name()));
            return reader -> reader.agent == agent;
        }
        String name = processor(fault).name();
        what.accept(fault.target() % 3 == 1 ? cluster.brokerProxy(name) : cluster.databaseProxy(name));
        return reader -> true;
    }

    /** Of all cards that are in readers: what was said of them comes again, in another order. */
    private boolean repeats(PlannedFault fault) {
        List<ReaderState> hit = operators.busyReaders(
                readerState -> readerState.card != null && recorder.republish(readerState.card.id, fault.target()));
        if (hit.isEmpty() && !recorder.republishAny(fault.target())) {
            return false;
        }
        hit(fault.kind(), hit);
        return true;
    }

    private boolean tears(PlannedFault fault) {
        operators.scheduleTear(fault);
        return true;
    }

    /** One after the other. */
    private boolean armDropResponse() {
        if (ambushed) {
            ambushesLeft++;
            return true;
        }
        ambushed = true;
        DropResponseRule dropRule = new DropResponseRule(ANSWERING, COMMITTED, commitLost);
        ChaosCluster.PROCESSORS.forEach(name -> cluster.databaseProxy(name).dropNextResponse(dropRule));
        return true;
    }

    /** A processor fell into the ambush: it was about to answer cards that wait. */
    void onCommitLost() {
        if (!ambushed) {
            return;
        }
        disarmDropResponse();
        List<ReaderState> waiting =
                operators.busyReaders(readerState -> readerState.phase() == ExchangePhase.WAITING_FOR_KEY
                        || readerState.phase() == ExchangePhase.WAITING_FOR_PIN);
        statistics.countDone(FaultKind.LOSE_COMMIT);
        if (!waiting.isEmpty()) {
            statistics.countAimed(FaultKind.LOSE_COMMIT);
        }
        hit(FaultKind.LOSE_COMMIT, waiting);
        if (ambushesLeft > 0) {
            ambushesLeft--;
            armDropResponse();
        }
    }

    private void disarmDropResponse() {
        ambushed = false;
        ChaosCluster.PROCESSORS.forEach(name -> cluster.databaseProxy(name).cancelDrop());
    }

    private void after(Duration time, Runnable what) {
        later.add(new DelayedAction(System.nanoTime() + time.toNanos(), what));
    }
}

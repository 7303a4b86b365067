package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.demo.issuance.SlotSignals;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;

/** Measures the shares of a card's time in the reader: a real agent with one virtual reader issues cards in sequence. */
final class SingleCardBenchmark implements SlotObserver {
    private static final Duration PER_COMMAND = Duration.ofMillis(45);

    private final VirtualReader reader = new VirtualReader("reader-1", PER_COMMAND);
    private final AtomicInteger commands = new AtomicInteger();
    private final Queue<Duration> answers = new ConcurrentLinkedQueue<>();
    private final SlotSignals signals = new SlotSignals();

    private SingleCardBenchmark() {
        reader.intercept((command, card) -> {
            commands.incrementAndGet();
            return card.transmit(command);
        });
    }

    @Override
    public void statusChanged(SlotStatus status) {
        signals.statusChanged(status);
    }

    @Override
    public void instructionReceived(String slot, Duration took) {
        answers.add(took);
    }

    /** Average milliseconds of one card, and its number of replies. */
    private record TimeSpent(double total, double commands, double waiting, double replies) {}

    /**
     * Issues cards and returns the shares of their time in milliseconds.
     * @param hops milliseconds from an event to its reply through Kafka alone
     */
    static List<BenchMeasurement> measure(
            BenchEnvironment bench, Path folder, SystemUnderTest pipeline, int cards, double hops) {
        pipeline.createRequests(cards + 1);
        BenchEnvironment.SimulatedAgent who = bench.agents().get(0);
        Path journal = folder.resolve("one-card.journal");
        SingleCardBenchmark one = new SingleCardBenchmark();
        AgentConfig config = bench.agentConfig(who, journal);
        try (ReaderAgent agent = ReaderAgent.start(config, Map.of("reader-1", () -> one.reader), one)) {
            one.issue();
            TimeSpent spent = one.issue(cards, agent.slotCount());
            double broker = Math.min(spent.waiting, hops * spent.replies);
            List<BenchMeasurement> figures = new ArrayList<>();
            figures.add(BenchMeasurement.of("one card in the reader", "ms", spent.total));
            figures.add(BenchMeasurement.of("of it, commands to the card at 45 ms", "ms", spent.commands));
            figures.add(BenchMeasurement.of("of it, the broker", "ms", broker));
            figures.add(BenchMeasurement.of("of it, the processor", "ms", spent.waiting - broker));
            double other = spent.total - spent.commands - spent.waiting;
            figures.add(BenchMeasurement.of("of it, other waiting", "ms", other));
            return figures;
        }
    }

    private TimeSpent issue(int cards, int slots) {
        commands.set(0);
        answers.clear();
        double total = 0;
        for (int i = 0; i < cards; i++) {
            total += issue();
        }
        double waiting = answers.stream().mapToLong(Duration::toNanos).sum() / 1e6;
        double count = (double) cards * slots;
        double inCard = commands.get() * PER_COMMAND.toMillis() / count;
        return new TimeSpent(total / count, inCard, waiting / count, answers.size() / count);
    }

    /** Issues one card; returns the milliseconds from its insertion to the operator's signal. */
    private double issue() {
        signals.awaitInsert();
        long begin = System.nanoTime();
        reader.insert(VirtualCardBuilder.gids().build());
        signals.awaitIssued();
        double took = (System.nanoTime() - begin) / 1e6;
        reader.remove();
        return took;
    }
}

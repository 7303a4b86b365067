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

/** Where a card's time in a reader goes: a real agent, one virtual reader, one card after the other. */
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

    /** What one card took, on average. */
    private record TimeSpent(double total, double commands, double asking, double answers) {}

    /**
     * Where the time goes, in milliseconds.
     *
     * @param hops milliseconds that Kafka alone takes from an event to its answer
     */
    static List<BenchMeasurement> measure(
            BenchEnvironment environment, Path folder, SystemUnderTest pipeline, int cards, double hops) {
        pipeline.createRequests(cards + 1);
        BenchEnvironment.SimulatedAgent who = environment.agents().get(0);
        Path journal = folder.resolve("one-card.journal");
        SingleCardBenchmark one = new SingleCardBenchmark();
        AgentConfig config = environment.agentConfig(who, journal);
        try (ReaderAgent agent = ReaderAgent.start(config, Map.of("reader-1", () -> one.reader), one)) {
            one.issue();
            TimeSpent spent = one.issue(cards, agent.slotCount());
            double broker = Math.min(spent.asking, hops * spent.answers);
            List<BenchMeasurement> figures = new ArrayList<>();
            figures.add(BenchMeasurement.of("one card in the reader", "ms", spent.total));
            figures.add(BenchMeasurement.of("of it, commands to the card at 45 ms", "ms", spent.commands));
            figures.add(BenchMeasurement.of("of it, the broker", "ms", broker));
            figures.add(BenchMeasurement.of("of it, the processor", "ms", spent.asking - broker));
            figures.add(BenchMeasurement.of("of it, waiting", "ms", spent.total - spent.commands - spent.asking));
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
        double asking = answers.stream().mapToLong(Duration::toNanos).sum() / 1e6;
        double count = (double) cards * slots;
        return new TimeSpent(
                total / count, commands.get() * PER_COMMAND.toMillis() / count, asking / count, answers.size() / count);
    }

    /** Milliseconds from the card's insertion to the signal. */
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

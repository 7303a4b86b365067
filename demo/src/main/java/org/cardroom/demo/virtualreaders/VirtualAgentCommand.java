package org.cardroom.demo.virtualreaders;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.demo.issuance.OperatorObserver;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.events.kafka.KafkaOptions;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.cardroom.testkit.operator.VirtualOperator;
import org.cardroom.testkit.reader.VirtualReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code cardroom virtual-agent}: {@code agent run} with virtual readers. */
@Command(
        name = "virtual-agent",
        description = "Runs an agent with virtual readers and inserts new virtual cards, one after the other."
                + " Exit 0 if all were issued.",
        mixinStandardHelpOptions = true)
public final class VirtualAgentCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, description = "The directory that 'agent enrol' created.")
    private Path dir = Path.of("");

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Option(names = "--processors", required = true, description = "The file processors.pub.json that init-keys wrote.")
    private Path processors = Path.of("");

    @Option(names = "--readers", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(names = "--gids", defaultValue = "0", description = "Number of GIDS cards.")
    private int gids;

    @Option(names = "--piv", defaultValue = "0", description = "Number of PIV cards, with AES-192.")
    private int piv;

    @Option(names = "--apdu-millis", defaultValue = "45", description = "Default: ${DEFAULT-VALUE}")
    private int apduMillis;

    @Override
    public Integer call() {
        OperatorMetrics metrics = new OperatorMetrics();
        Map<String, VirtualOperator> operators = new LinkedHashMap<>();
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        for (int i = 1; i <= readers; i++) {
            String slot = "reader-" + i;
            VirtualOperator operator =
                    new VirtualOperator(new VirtualReader(slot, Duration.ofMillis(apduMillis)), metrics);
            operators.put(slot, operator);
            slots.put(slot, operator::reader);
        }
        AgentConfig config = AgentConfig.load(dir, processors, broker.createClients());
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                ReaderAgent agent = ReaderAgent.start(config, slots, new OperatorObserver(operators))) {
            System.out.printf("%s serves %d virtual readers%n", config.name(), agent.slotCount());
            VirtualOperator.runAll(operators.values(), cards(), shutdown.latch());
        }
        System.out.printf("%d issued, %d not%n", metrics.issuedCount(), metrics.notIssuedCount());
        return metrics.notIssuedCount() == 0 ? 0 : 1;
    }

    private Deque<VirtualCard> cards() {
        Deque<VirtualCard> cards = new ArrayDeque<>();
        for (int i = 0; i < gids; i++) {
            cards.add(VirtualCardBuilder.gids().build());
        }
        for (int i = 0; i < piv; i++) {
            cards.add(VirtualCardBuilder.piv()
                    .algorithm(KeyAlgorithm.AES_192.reference())
                    .build());
        }
        return cards;
    }
}

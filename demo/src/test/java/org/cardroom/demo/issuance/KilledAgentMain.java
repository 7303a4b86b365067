package org.cardroom.demo.issuance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** A process of its own: an agent with one card, that is gone in an instant once the card has had so many commands. */
final class KilledAgentMain {
    static final int EXIT = 99;

    private KilledAgentMain() {}

    /** The agent's folder, the broker, the processors' public keys, the card's file, the number of its last command. */
    public static void main(String[] arguments) throws InterruptedException {
        AgentConfig config = AgentConfig.load(
                Path.of(arguments[0]), Path.of(arguments[2]), new KafkaClients(arguments[1], Map.of()));
        VirtualReader reader = new VirtualReader("reader-1", Duration.ZERO);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[4]));
        reader.intercept((command, card) -> {
            byte[] answer = card.transmit(command);
            if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT);
            }
            return answer;
        });
        CountDownLatch end = new CountDownLatch(1);
        try (ReaderAgent agent = ReaderAgent.start(config, Map.of("reader-1", () -> reader), status -> {
            if (status.state() == SlotState.REMOVE_ISSUED || status.state() == SlotState.REMOVE_FAILED) {
                end.countDown();
            }
        })) {
            System.out.printf("serving %d slot%n", agent.slotCount());
            reader.insert(VirtualCard.load(Path.of(arguments[3])));
            end.await();
        }
    }
}

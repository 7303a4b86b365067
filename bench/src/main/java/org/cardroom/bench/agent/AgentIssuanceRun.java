package org.cardroom.bench.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.SlotObserver.SlotStatus;
import org.cardroom.agent.reader.PcscReaderSource;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.files.TempDirectory;
import org.cardroom.testkit.pcsc.VpcdSlot;

/** Issues cards at one reader with a complete local system and an agent; each card gets its own key and PIN. */
final class AgentIssuanceRun {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String PASSPHRASE = "for a bench only";

    private final VpcdSlot slot;
    private final BlockingQueue<SlotStatus> signals = new LinkedBlockingQueue<>();

    AgentIssuanceRun(VpcdSlot slot) {
        this.slot = slot;
    }

    /** @throws EnvironmentException if a card is not issued */
    PerCardCost issue(int cards) throws IOException {
        try (TempDirectory directory = TempDirectory.create();
                LocalSystem system = LocalSystem.start(directory.path(), "bench", PASSPHRASE::toCharArray)) {
            BenchRequests.importRequests(system, directory.path(), cards + 1);
            AgentConfig config = system.enrolAgent("bench", Collections.emptyNavigableSet());
            PcscReaderSource readers =
                    new PcscReaderSource(Pattern.compile(Pattern.quote(slot.readerName())), SlotRules.NONE);
            try (ReaderAgent agent = ReaderAgent.start(config, readers, signals::add, 0)) {
                if (agent.slotCount() != 1) {
                    throw new EnvironmentException("the agent does not see " + slot.readerName());
                }
                issueOne();
                return PerCardCost.average(issueAll(cards));
            }
        }
    }

    private List<PerCardCost.CardSample> issueAll(int cards) {
        List<PerCardCost.CardSample> all = new ArrayList<>();
        for (int i = 0; i < cards; i++) {
            all.add(issueOne());
        }
        return all;
    }

    private PerCardCost.CardSample issueOne() {
        await(SlotState.INSERT, SlotState.INSERT);
        slot.insert(VirtualCardBuilder.gids().build());
        long begin = System.nanoTime();
        SlotStatus finalStatus = await(SlotState.REMOVE_ISSUED, SlotState.REMOVE_FAILED);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (finalStatus.state() == SlotState.REMOVE_FAILED) {
            throw new EnvironmentException("the agent did not issue the card: " + finalStatus.reason());
        }
        int commands = slot.commandCount();
        slot.remove();
        return new PerCardCost.CardSample(took, commands);
    }

    private SlotStatus await(SlotState one, SlotState other) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (true) {
                SlotStatus status = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (status == null) {
                    throw new EnvironmentException("the agent shows no status change at " + slot.readerName());
                }
                if (status.state() == one || status.state() == other) {
                    return status;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }
}

package org.cardroom.bench.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.reader.PcscReaderSource;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.db.DatabaseRole;
import org.cardroom.demo.issuance.SlotSignals;
import org.cardroom.demo.local.GeneratedManifest;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.files.TempDirectory;
import org.cardroom.testkit.pcsc.VpcdSlot;

/** Issues cards at one reader with a complete local system and an agent; each card gets its own key and PIN. */
final class AgentIssuanceRun {
    private static final String PASSPHRASE = "for a bench only";

    private final VpcdSlot slot;
    private final SlotSignals signals = new SlotSignals();

    AgentIssuanceRun(VpcdSlot slot) {
        this.slot = slot;
    }

    /** @throws EnvironmentException if a card is not issued */
    PerCardCost issue(int cards) throws IOException {
        try (TempDirectory directory = TempDirectory.create("cardroom-bench");
                LocalSystem system = LocalSystem.start(directory.path(), "bench", PASSPHRASE::toCharArray)) {
            GeneratedManifest.importInto(
                    system.database(DatabaseRole.INGEST),
                    directory.path(),
                    UuidGenerator.next(),
                    cards + 1,
                    List.of("gids-letter"));
            AgentConfig config = system.enrolAgent("bench", Collections.emptyNavigableSet());
            PcscReaderSource readers =
                    new PcscReaderSource(Pattern.compile(Pattern.quote(slot.readerName())), SlotRules.NONE);
            try (ReaderAgent agent = ReaderAgent.start(config, readers, signals, 0)) {
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
        signals.awaitInsert();
        slot.insert(VirtualCardBuilder.gids().build());
        long begin = System.nanoTime();
        signals.awaitIssued();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        int commands = slot.commandCount();
        slot.remove();
        return new PerCardCost.CardSample(took, commands);
    }
}

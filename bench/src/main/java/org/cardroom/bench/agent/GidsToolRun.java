package org.cardroom.bench.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.ExternalCardTools.ToolResult;
import org.cardroom.testkit.pcsc.VpcdSlot;

/** Issues cards with OpenSC's gids-tool at one reader: one call for the key, one for the PIN. */
record GidsToolRun(VpcdSlot slot, ExternalCardTools tools) {
    private static final String INITIAL = "00".repeat(24);
    private static final String KEY = "1023456789ABCDEF1032547698BADCFE23456789ABCDEF10";
    private static final String PIN = "493817";

    /** @throws EnvironmentException if the tool refuses a card */
    PerCardCost issue(int cards) {
        List<PerCardCost.CardSample> all = new ArrayList<>();
        for (int i = 0; i < cards; i++) {
            slot.insert(VirtualCardBuilder.gids().build());
            Duration took = duration(tools.changeKey(slot, INITIAL, KEY)).plus(duration(tools.setPin(slot, KEY, PIN)));
            all.add(new PerCardCost.CardSample(took, slot.commandCount()));
            slot.remove();
        }
        return PerCardCost.average(all);
    }

    private static Duration duration(ToolResult result) {
        if (!result.accepted()) {
            throw new EnvironmentException("gids-tool failed: " + result.output());
        }
        return result.duration();
    }
}

package org.cardroom.room.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.pcsc.PcscSlot;
import org.cardroom.lab.pcsc.Witnesses;
import org.cardroom.lab.pcsc.Witnesses.Testimony;

/** OpenSC's gids-tool at one reader: one call for the key, one for the PIN. */
final class ToolRun {
    private static final String INITIAL = "00".repeat(24);
    private static final String KEY = "1023456789ABCDEF1032547698BADCFE23456789ABCDEF10";
    private static final String PIN = "493817";

    private final PcscSlot slot;
    private final Witnesses tools;

    ToolRun(PcscSlot slot, Witnesses tools) {
        this.slot = slot;
        this.tools = tools;
    }

    /** @throws EnvironmentException if the tool refuses a card */
    Measured issue(int cards) {
        List<Measured.Card> all = new ArrayList<>();
        for (int i = 0; i < cards; i++) {
            slot.insert(NewCard.gids().make());
            Duration took = took(tools.changeKey(slot, INITIAL, KEY)).plus(took(tools.setPin(slot, KEY, PIN)));
            all.add(new Measured.Card(took, slot.commands()));
            slot.remove();
        }
        return Measured.of(all);
    }

    private static Duration took(Testimony testimony) {
        if (!testimony.accepted()) {
            throw new EnvironmentException("gids-tool does not take the card: " + testimony.words());
        }
        return testimony.took();
    }
}

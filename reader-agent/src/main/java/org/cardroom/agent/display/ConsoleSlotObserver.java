package org.cardroom.agent.display;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints each change of a slot as a line of text. */
public record ConsoleSlotObserver(PrintWriter out) implements SlotObserver {
    @Override
    public void statusChanged(SlotStatus status) {
        String state = status.state().name().replace('_', ' ').toLowerCase(Locale.ROOT);
        String reason = status.reason() == null ? "" : ": " + status.reason();
        String card = status.card() == null ? "" : " (" + status.kind() + " " + status.card() + ")";
        agentMessage(status.slot() + "  " + state + reason + card);
    }

    @Override
    public void agentMessage(String line) {
        out.println(line);
        out.flush();
    }
}

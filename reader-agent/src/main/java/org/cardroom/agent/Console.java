package org.cardroom.agent;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows the slots as lines of text. */
final class Console implements SlotObserver {
    private final PrintWriter out;

    Console(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void shows(Shown shown) {
        String state = shown.state().name().replace('_', ' ').toLowerCase(Locale.ROOT);
        String reason = shown.reason() == null ? "" : ": " + shown.reason();
        String card = shown.card() == null ? "" : " (" + shown.kind() + " " + shown.card() + ")";
        out.println(shown.slot() + "  " + state + reason + card);
        out.flush();
    }

    @Override
    public void says(String line) {
        out.println(line);
        out.flush();
    }
}

package org.cardroom.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.reader.Readers;

/** Readers that a test plugs in and out. */
final class PluggedReaders implements Readers {
    private final Map<String, Reader> plugged = new HashMap<>();
    private boolean away;
    private boolean confused;

    synchronized void plug(String slot, String name, CardTerminal terminal) {
        plugged.put(slot, new Plugged(name, terminal));
    }

    synchronized void unplug(String slot) {
        plugged.remove(slot);
    }

    synchronized void away(boolean now) {
        away = now;
    }

    synchronized void confused(boolean now) {
        confused = now;
    }

    @Override
    public synchronized Seating now() throws CardException {
        if (confused) {
            throw new IllegalStateException("a confused driver");
        }
        if (away) {
            throw new CardException("PC/SC is away.");
        }
        return new Seating(plugged, List.of());
    }

    private synchronized boolean isThere(Reader reader) {
        return !away && plugged.containsValue(reader);
    }

    private final class Plugged implements Reader {
        private final String name;
        private final CardTerminal terminal;

        Plugged(String name, CardTerminal terminal) {
            this.name = name;
            this.terminal = terminal;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<CardTerminal> open() {
            return isThere(this) ? Optional.of(terminal) : Optional.empty();
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}

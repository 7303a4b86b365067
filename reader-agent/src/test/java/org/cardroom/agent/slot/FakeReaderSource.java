package org.cardroom.agent.slot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.reader.ReaderSource;

/** Readers that a test plugs in and out. */
public final class FakeReaderSource implements ReaderSource {
    private final Map<String, Reader> plugged = new HashMap<>();
    private boolean away;
    private boolean confused;

    public synchronized void plug(String slot, String name, CardTerminal terminal) {
        plugged.put(slot, new FakeReader(name, terminal));
    }

    synchronized void unplug(String slot) {
        plugged.remove(slot);
    }

    public synchronized void setServiceAway(boolean now) {
        away = now;
    }

    synchronized void setDriverFailing(boolean now) {
        confused = now;
    }

    @Override
    public synchronized SlotAssignment connected() throws CardException {
        if (confused) {
            throw new IllegalStateException("a confused driver");
        }
        if (away) {
            throw new CardException("PC/SC is away.");
        }
        return new SlotAssignment(plugged, List.of());
    }

    private synchronized boolean isPlugged(Reader reader) {
        return !away && plugged.containsValue(reader);
    }

    private final class FakeReader implements Reader {
        private final String name;
        private final CardTerminal terminal;

        FakeReader(String name, CardTerminal terminal) {
            this.name = name;
            this.terminal = terminal;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<CardTerminal> open() {
            return isPlugged(this) ? Optional.of(terminal) : Optional.empty();
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}

package org.cardroom.agent.reader;

import java.util.Optional;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;

/** A reader that is always connected. */
record FixedReader(String name, Supplier<CardTerminal> terminal) implements ReaderSource.Reader {
    @Override
    public Optional<CardTerminal> open() {
        return Optional.of(terminal.get());
    }

    @Override
    public void close() {
        // The terminal belongs to its supplier.
    }
}

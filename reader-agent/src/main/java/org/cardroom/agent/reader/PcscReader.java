package org.cardroom.agent.reader;

import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader that PC/SC knows, in a context of its own. */
final class PcscReader implements ReaderSource.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(PcscReader.class);

    private final String name;
    private @Nullable CardTerminals context;

    PcscReader(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    /** In a new context: one that failed may have lost the old one with the service. */
    @Override
    public Optional<CardTerminal> open() {
        close();
        try {
            CardTerminals now = PcscService.openContext();
            context = now;
            return now.list().stream()
                    .filter(terminal -> terminal.getName().equals(name))
                    .findFirst();
        } catch (CardException e) {
            LOG.debug("{} cannot be opened: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (context != null) {
            PcscService.release(context);
            context = null;
        }
    }
}

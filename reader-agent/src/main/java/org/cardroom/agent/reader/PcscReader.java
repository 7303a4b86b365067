package org.cardroom.agent.reader;

import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PC/SC reader in its own context: a context that waits for a card blocks other calls. */
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

    /** Opens a new context, because the old one does not work again after a restart of the service. */
    @Override
    public Optional<CardTerminal> open() {
        close();
        try {
            CardTerminals opened = PcscService.openContext();
            context = opened;
            return opened.list().stream()
                    .filter(terminal -> terminal.getName().equals(name))
                    .findFirst();
        } catch (CardException e) {
            LOG.debug("cannot open the reader; reader={}, error={}", name, e.getMessage());
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

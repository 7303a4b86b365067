package org.cardroom.agent.reader;

import java.security.NoSuchAlgorithmException;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PC/SC service of this machine. */
final class PcscService {
    static final String UNAVAILABLE = "PC/SC does not answer: is pcscd running?";

    private static final Logger LOG = LoggerFactory.getLogger(PcscService.class);

    private PcscService() {}

    /**
     * A new context: while one waits for a card, it is taken. The caller releases it.
     *
     * @throws CardException if the service does not answer. A library that cannot be loaded is an error to Java, and a
     *     setting to us.
     */
    static CardTerminals openContext() throws CardException {
        try {
            return TerminalFactory.getInstance("PC/SC", null, new Smartcardio()).terminals();
        } catch (NoSuchAlgorithmException | Smartcardio.EstablishContextException | LinkageError e) {
            throw new CardException(UNAVAILABLE, e);
        }
    }

    /** A context of a service that went away cannot be released, and need not be. */
    static void release(CardTerminals context) {
        try {
            if (context instanceof Smartcardio.JnaCardTerminals open) {
                open.close();
            }
        } catch (CardException e) {
            LOG.debug("a context that is not released: {}", e.getMessage());
        }
    }
}

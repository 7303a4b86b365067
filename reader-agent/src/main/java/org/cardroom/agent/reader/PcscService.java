package org.cardroom.agent.reader;

import java.security.NoSuchAlgorithmException;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and releases contexts of this machine's PC/SC service. */
final class PcscService {
    static final String UNAVAILABLE = "PC/SC does not answer: is pcscd running?";

    private static final Logger LOG = LoggerFactory.getLogger(PcscService.class);

    private PcscService() {}

    /** Opens a new context, which the caller releases; fails if the service or its library is missing. */
    static CardTerminals openContext() throws CardException {
        try {
            return TerminalFactory.getInstance("PC/SC", null, new Smartcardio()).terminals();
        } catch (NoSuchAlgorithmException | Smartcardio.EstablishContextException | LinkageError e) {
            throw new CardException(UNAVAILABLE, e);
        }
    }

    /** Releases a context. This fails if the service was stopped, and is not needed then. */
    static void release(CardTerminals context) {
        try {
            if (context instanceof Smartcardio.JnaCardTerminals open) {
                open.close();
            }
        } catch (CardException e) {
            LOG.debug("context not released; error={}", e.getMessage());
        }
    }
}

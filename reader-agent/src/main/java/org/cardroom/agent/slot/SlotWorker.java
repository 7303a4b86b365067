package org.cardroom.agent.slot;

import java.time.Duration;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.session.CardInsertion;
import org.cardroom.agent.session.SlotContext;
import org.cardroom.events.message.SlotState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Serves the cards of one reader until the agent stops, or the reader is disconnected or quarantined. No error of a card
 * or driver ends the loop.
 */
final class SlotWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

    private final SlotContext context;
    private final ReaderSource.Reader reader;
    private final ReaderFaultCounter faultCounter;
    private volatile boolean readerGone;

    SlotWorker(SlotContext context, ReaderSource.Reader reader, int maxFaults) {
        this.context = context;
        this.reader = reader;
        this.faultCounter = new ReaderFaultCounter(maxFaults);
    }

    String readerName() {
        return reader.name();
    }

    /** Returns whether this reader is out of use until it is plugged in again. Safe from any thread. */
    boolean isQuarantined() {
        return faultCounter.isLimitReached();
    }

    /** Marks the reader as disconnected, even if its driver has not noticed. Safe from any thread. */
    void markReaderGone() {
        readerGone = true;
    }

    @Override
    public void run() {
        try (reader) {
            while (isActive()) {
                serveReader();
            }
        }
        if (isQuarantined()) {
            context.statusPublisher().publish(SlotState.QUARANTINED, faultCounter.quarantineReason());
        } else if (readerGone) {
            context.statusPublisher().publish(SlotState.FAULT, "the reader is disconnected");
        }
    }

    /** Drivers throw any exception: each one counts as a fault of the reader. */
    private void serveReader() {
        try {
            Optional<CardTerminal> terminal = reader.open();
            if (terminal.isPresent()) {
                serveCards(terminal.get());
            } else {
                markReaderGone();
            }
        } catch (CardException | RuntimeException e) {
            if (isReaderPresent()) {
                handleReaderFailure(e);
            } else {
                markReaderGone();
            }
        }
    }

    /** An unplugged reader, or one whose service is down, is not faulty. */
    private boolean isReaderPresent() {
        try {
            return reader.open().isPresent();
        } catch (RuntimeException e) {
            LOG.debug("cannot check for the reader; slot={}", context.slot(), e);
            return true;
        }
    }

    private boolean isActive() {
        return !readerGone && !isQuarantined() && !context.stopSignal().isRequested();
    }

    private void serveCards(CardTerminal terminal) throws CardException {
        while (isActive()) {
            context.statusPublisher().publish(SlotState.INSERT);
            boolean present = terminal.waitForCardPresent(
                    context.timeouts().idlePollInterval().toMillis());
            faultCounter.recordReaderSuccess();
            if (present && terminal.isCardPresent()) {
                faultCounter.recordSession(new CardInsertion(context, terminal).processUntilRemoved());
            }
        }
    }

    private void handleReaderFailure(Exception e) {
        int failures = faultCounter.recordReaderFailure();
        Duration delay = context.timeouts().retryDelay(failures);
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                .log("reader failed; slot={}, error={}; retrying in {}", context.slot(), e.toString(), delay);
        LOG.debug("reader failed", e);
        context.statusPublisher().publish(SlotState.FAULT, "the reader does not work");
        context.stopSignal().awaitStop(delay);
    }
}

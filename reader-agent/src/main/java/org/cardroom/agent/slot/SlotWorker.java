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
 * One reader's loop: card after card, until the agent ends or the reader goes. Nothing that a card or a driver does
 * ends it.
 */
final class SlotWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWorker.class);

    private final SlotContext context;
    private final ReaderSource.Reader reader;
    private final ReaderFaultCounter faultCounter;
    private volatile boolean readerGone;

    /** A slot that was not begun yet. */
    SlotWorker(SlotContext context, ReaderSource.Reader reader, int mostFaults) {
        this.context = context;
        this.reader = reader;
        this.faultCounter = new ReaderFaultCounter(mostFaults);
    }

    String readerName() {
        return reader.name();
    }

    /** Whether this reader gets no more cards, until it is plugged in again. Safe from any thread. */
    boolean isQuarantined() {
        return faultCounter.isLimitReached();
    }

    /** The reader is not there any more, even if its driver has not noticed. Safe from any thread. */
    void markReaderGone() {
        readerGone = true;
    }

    /** Drivers throw what they like: a loop that must not end takes it all for a fault of the reader. */
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
            context.statusPublisher().publish(SlotState.FAULT, "the reader is not there");
        }
    }

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

    /** One that was plugged out, or whose service is away, has no fault. */
    private boolean isReaderPresent() {
        try {
            return reader.open().isPresent();
        } catch (RuntimeException e) {
            LOG.debug("{} does not tell whether it is there", context.slot(), e);
            return true;
        }
    }

    private boolean isActive() {
        return !readerGone && !isQuarantined() && !context.stopSignal().isRequested();
    }

    private void serveCards(CardTerminal terminal) throws CardException {
        while (isActive()) {
            context.statusPublisher().publish(SlotState.INSERT);
            boolean woken = terminal.waitForCardPresent(
                    context.timeouts().idlePollInterval().toMillis());
            faultCounter.recordReaderSuccess();
            if (woken && terminal.isCardPresent()) {
                faultCounter.recordSession(new CardInsertion(context, terminal).processUntilRemoved());
            }
        }
    }

    private void handleReaderFailure(Exception e) {
        int failures = faultCounter.recordReaderFailure();
        Duration pause = context.timeouts().retryDelay(failures);
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                .log("{}: the reader does not work ({}); looking again in {}", context.slot(), e.toString(), pause);
        LOG.debug("the reader does not work", e);
        context.statusPublisher().publish(SlotState.FAULT, "the reader does not work");
        context.stopSignal().awaitStop(pause);
    }
}

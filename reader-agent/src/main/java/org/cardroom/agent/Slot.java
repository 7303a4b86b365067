package org.cardroom.agent;

import java.time.Duration;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.message.SlotState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One reader's loop: card after card, until the agent ends or the reader goes. Nothing that a card or a driver does
 * ends it.
 */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final Workplace at;
    private final Readers.Reader reader;
    private final Faults faults;
    private volatile boolean left;

    /** A slot that was not begun yet. */
    Slot(Workplace at, Readers.Reader reader, int mostFaults) {
        this.at = at;
        this.reader = reader;
        this.faults = new Faults(mostFaults);
    }

    String reader() {
        return reader.name();
    }

    /** Whether this reader gets no more cards, until it is plugged in again. Safe from any thread. */
    boolean isQuarantined() {
        return faults.areTooMany();
    }

    /** The reader is not there any more, even if its driver has not noticed. Safe from any thread. */
    void leave() {
        left = true;
    }

    /** Drivers throw what they like: a loop that must not end takes it all for a fault of the reader. */
    @Override
    public void run() {
        try (reader) {
            while (goesOn()) {
                turn();
            }
        }
        if (isQuarantined()) {
            at.board().show(SlotState.QUARANTINED, faults.words());
        } else if (left) {
            at.board().show(SlotState.FAULT, "the reader is not there");
        }
    }

    private void turn() {
        try {
            Optional<CardTerminal> terminal = reader.open();
            if (terminal.isPresent()) {
                serve(terminal.get());
            } else {
                leave();
            }
        } catch (CardException | RuntimeException e) {
            if (isThere()) {
                fail(e);
            } else {
                leave();
            }
        }
    }

    /** One that was plugged out, or whose service is away, has no fault. */
    private boolean isThere() {
        try {
            return reader.open().isPresent();
        } catch (RuntimeException e) {
            LOG.debug("{} does not tell whether it is there", at.slot(), e);
            return true;
        }
    }

    private boolean goesOn() {
        return !left && !isQuarantined() && !at.stop().isAsked();
    }

    private void serve(CardTerminal terminal) throws CardException {
        while (goesOn()) {
            at.board().show(SlotState.INSERT);
            boolean woken = terminal.waitForCardPresent(at.patience().idle().toMillis());
            faults.readerWorks();
            if (woken && terminal.isCardPresent()) {
                faults.ended(new Visit(at, terminal).run());
            }
        }
    }

    private void fail(Exception e) {
        int failures = faults.readerFailed();
        Duration pause = at.patience().recovery(failures);
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                .log("{}: the reader does not work ({}); looking again in {}", at.slot(), e.toString(), pause);
        LOG.debug("the reader does not work", e);
        at.board().show(SlotState.FAULT, "the reader does not work");
        at.stop().isAskedWithin(pause);
    }
}

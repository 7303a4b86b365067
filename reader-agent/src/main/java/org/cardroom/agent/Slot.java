package org.cardroom.agent;

import java.time.Duration;
import java.util.function.Supplier;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.events.message.SlotState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One reader's loop: card after card, until the agent ends. Nothing that a card or a reader does ends it. */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final Workplace at;
    private final Supplier<CardTerminal> reader;
    private int failures;

    /**
     * A slot that was not begun yet.
     *
     * @param reader gives the reader, and gives it anew after it failed
     */
    Slot(Workplace at, Supplier<CardTerminal> reader) {
        this.at = at;
        this.reader = reader;
    }

    /** Drivers throw what they like: a loop that must not end takes it all for a fault of the reader. */
    @Override
    public void run() {
        while (!at.stop().isAsked()) {
            try {
                serve(reader.get());
            } catch (CardException | RuntimeException e) {
                fail(e);
            }
        }
    }

    private void serve(CardTerminal terminal) throws CardException {
        while (!at.stop().isAsked()) {
            at.board().show(SlotState.INSERT);
            boolean woken = terminal.waitForCardPresent(at.patience().poll().toMillis());
            failures = 0;
            if (woken && terminal.isCardPresent()) {
                new Visit(at, terminal).run();
            }
        }
    }

    private void fail(Exception e) {
        failures++;
        Duration pause = at.patience().recovery(failures);
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                .log("{}: the reader does not work ({}); looking again in {}", at.slot(), e.toString(), pause);
        LOG.debug("the reader does not work", e);
        at.board().show(SlotState.FAULT, "the reader does not work");
        at.stop().isAskedWithin(pause);
    }
}

package org.cardroom.agent;

import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One card in one reader, from its insertion until it is taken out. */
final class Visit {
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
    private static final int MOST_SESSIONS = 3;
    private static final int MOST_ATTEMPTS = 3;

    private final Workplace at;
    private final CardTerminal terminal;
    private @Nullable Reporter reporter;

    Visit(Workplace at, CardTerminal terminal) {
        this.at = at;
        this.terminal = terminal;
    }

    /**
     * Works on the card and waits until it is out.
     *
     * @return whether the card could not be talked to, though it was there
     * @throws CardException if the reader fails
     */
    boolean run() throws CardException {
        at.board().show(SlotState.WORKING);
        Ending ending = work();
        boolean broken = isBroken(ending) && isPresent();
        try (Watch watch = Watch.on(terminal)) {
            show(ending);
            while (!at.stop().isAsked() && !isOut() && watch.isSame()) {
                LOG.trace("the card is still there");
            }
        } finally {
            leave();
        }
        return broken;
    }

    private static boolean isBroken(Ending ending) {
        return ending instanceof Ending.Unknown || (ending instanceof Ending.Bad bad && bad.broken());
    }

    private boolean isOut() throws CardException {
        return terminal.waitForCardAbsent(at.patience().poll().toMillis());
    }

    private void leave() {
        if (reporter != null && !at.stop().isAsked()) {
            reporter.removed();
        }
        at.board().removed();
    }

    private void show(Ending ending) {
        if (ending instanceof Ending.Good) {
            at.board().show(SlotState.REMOVE_ISSUED);
        } else {
            at.board().show(SlotState.REMOVE_FAILED, reason(ending));
        }
        at.board().ended(ending instanceof Ending.Good);
    }

    private String reason(Ending ending) {
        if (ending instanceof Ending.Bad bad) {
            return bad.reason();
        }
        if (ending instanceof Ending.Unknown unknown) {
            return unknown.reason();
        }
        if (at.stop().isAsked()) {
            return "the agent ended before the card was issued";
        }
        return ending instanceof Ending.Initialised ? "put it in again" : "no answer from the processor";
    }

    /** One session, or a few if no answer comes or the card is made first; while the broker is away they do not count. */
    private Ending work() {
        int sessions = 0;
        while (true) {
            Ending ending = session();
            if (ending instanceof Ending.Unposted unposted) {
                at.delivered(unposted.event());
            } else if (!goesOn(ending) || ++sessions == MOST_SESSIONS) {
                return ending;
            }
            if (at.stop().isAsked() || !isPresent()) {
                return ending;
            }
            at.board().show(SlotState.WORKING);
        }
    }

    private static boolean goesOn(Ending ending) {
        return ending instanceof Ending.Unanswered || ending instanceof Ending.Initialised;
    }

    private boolean isPresent() {
        try {
            return terminal.isCardPresent();
        } catch (CardException e) {
            LOG.debug("the reader does not tell whether a card is there: {}", e.getMessage());
            return false;
        }
    }

    /** A card that pcscd still gives its power to cannot be talked to for a moment: it is tried again after a pause. */
    private Ending session() {
        Ending ending = attempt();
        for (int failed = 1; ending instanceof Ending.Unknown && failed < MOST_ATTEMPTS; failed++) {
            if (!isPresent() || at.stop().isAskedWithin(at.patience().recovery(failed))) {
                return ending;
            }
            ending = attempt();
        }
        return ending;
    }

    private Ending attempt() {
        try (Connection connection = Connection.to(terminal)) {
            at.board().inserted(connection.atr());
            Identification who = SmartCard.identify(connection.transport(), connection.atr());
            if (who instanceof Identification.Known known) {
                at.board().recognised(known.card());
                Reporter now = new Reporter(at, known.card(), connection.atr());
                reporter = now;
                return Session.of(at, known.card(), this::isPresent, now);
            }
            if (who instanceof Identification.Blank blank) {
                BlankReporter blanks = new BlankReporter(at, connection.atr(), blank.card());
                return Initialisation.of(at, blank.initialiser(), this::isPresent, blanks);
            }
            return who instanceof Identification.Refused refused
                    ? new Ending.Bad(refused.reason())
                    : new Ending.Unknown("the card left too early");
        } catch (CardException e) {
            LOG.debug("a card that cannot be connected: {}", e.getMessage());
            return new Ending.Unknown("the card cannot be connected");
        }
    }
}

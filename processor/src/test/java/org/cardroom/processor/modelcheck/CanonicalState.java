package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardRemoved;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.processor.modelcheck.ModelAgent.WaitingSession;
import org.jspecify.annotations.Nullable;

/**
 * A world in words, in which every id is a number by where it appears first, and the agents stand in the order in which
 * the row knows them. What nothing can come back to is left out: ids that no message has any more, and notes of
 * instructions that are not the row's last one.
 */
final class CanonicalState {
    private final ModelState state;
    private final List<Object> known = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(160);
    private final @Nullable UUID last;

    CanonicalState(ModelState state) {
        this.state = state;
        OpenSession openSession = state.card().openSession();
        last = openSession == null ? null : openSession.instruction();
    }

    String text() {
        row(state.card());
        word(state.request().status());
        id(state.letter());
        chip(state.chip());
        agents();
        events(state.log(), 'l');
        events(state.held(), 'h');
        text.append('o');
        state.outbox().forEach(this::told);
        text.append('i');
        state.sent().forEach(this::told);
        return text.toString();
    }

    private void id(@Nullable Object id) {
        if (id == null) {
            text.append('-');
        } else {
            int number = known.indexOf(id);
            if (number < 0) {
                number = known.size();
                known.add(id);
            }
            text.append((char) ('0' + number));
        }
    }

    private void row(Card card) {
        CardKeyState keys = card.keys();
        word(card.provisioningState());
        key(keys.confirmed());
        if (ModelInvariants.isEnd(state)) {
            return;
        }
        key(keys.proposed());
        flag(keys.confirmedRefused(), keys.proposedRefused(), keys.keyMayBeWritten(), keys.pukMayBeWritten());
        text.append(keys.pukVersion()).append(card.unresolvedAnswers());
        if (state.chip().refusedPuks() > 0) {
            // Elsewhere three faults never bring them near the sixteen that a card may have.
            text.append((char) (65 + card.instructionCount()));
        }
        id(card.heldPin());
        OpenSession openSession = card.openSession();
        if (openSession != null) {
            id(openSession.agent());
            id(openSession.session());
            id(openSession.journal());
            id(openSession.instruction());
            word(openSession.step());
            flag(openSession.answerUnderProposed());
        }
    }

    private void word(@Nullable Enum<?> word) {
        text.append(word == null ? "-" : word.name());
    }

    private void key(@Nullable AdminKeyRef key) {
        text.append(key == null ? "-" : key.version());
    }

    private void flag(boolean... flags) {
        for (boolean flag : flags) {
            text.append(flag ? 'y' : 'n');
        }
    }

    private void chip(ModelCard chip) {
        text.append('c');
        key(chip.key());
        id(chip.pin());
        text.append(chip.puk()).append(chip.refusedAnswers()).append(chip.refusedPuks());
        id(chip.challengeEvent());
        flag(chip.challengeAnswered());
    }

    private void agents() {
        OpenSession openSession = state.card().openSession();
        boolean second = openSession != null
                && openSession.agent().equals(state.agents().get(1).name());
        agent(state.agents().get(second ? 1 : 0));
        agent(state.agents().get(second ? 0 : 1));
    }

    private void agent(ModelAgent agent) {
        text.append('a');
        id(agent.name());
        journal(agent.journal());
        WaitingSession waiting = agent.waiting();
        if (waiting != null) {
            sitting(waiting);
            flag(waiting.cardPresent());
        }
        agent.timedOut().stream().filter(this::mayStillBeTold).forEach(this::sitting);
    }

    private void sitting(WaitingSession waiting) {
        text.append('w');
        id(waiting.session());
        id(waiting.askingEvent());
    }

    private boolean mayStillBeTold(WaitingSession waiting) {
        return asks(state.log(), waiting)
                || asks(state.held(), waiting)
                || state.outbox().stream().anyMatch(waiting::asked)
                || state.sent().stream().anyMatch(waiting::asked);
    }

    private static boolean asks(List<CardEvent> events, WaitingSession waiting) {
        for (CardEvent event : events) {
            if (event.origin().event().equals(waiting.askingEvent())) {
                return true;
            }
        }
        return false;
    }

    private void journal(JournalSnapshot journal) {
        id(journal.id());
        for (JournalSnapshot.JournalledWrite write : journal.writes()) {
            if (write.instruction().equals(last)) {
                word(write.stage());
            }
        }
    }

    private void events(List<CardEvent> events, char which) {
        text.append(which);
        for (CardEvent event : events) {
            id(event.origin().event());
            id(event.origin().agent());
            event(event);
        }
    }

    private void event(CardEvent event) {
        if (event instanceof CardInserted inserted) {
            text.append('I');
            id(inserted.session());
            text.append(older(inserted.session()));
            journal(inserted.journal());
        } else if (event instanceof StepReported report) {
            text.append('S');
            id(report.session());
            id(report.instruction());
            word(report.stage());
            text.append(report.response().getClass().getSimpleName(), 0, 4);
            flag(report.challenge() != null, report.hostChallenge() != null);
        } else if (event instanceof CardChallengeFailed unfit) {
            text.append('U');
            journal(unfit.journal());
        } else if (event instanceof CardRemoved removed) {
            text.append('R');
            id(removed.session());
        }
    }

    /** How many of the sessions that a processor may still hear of, or heard of last, began before. */
    private int older(UUID session) {
        OpenSession openSession = state.card().openSession();
        int row = openSession != null && openSession.session().compareTo(session) < 0 ? 1 : 0;
        return row + older(state.log(), session) + older(state.held(), session);
    }

    private static int older(List<CardEvent> events, UUID session) {
        int count = 0;
        for (CardEvent event : events) {
            count += event instanceof CardInserted i && i.session().compareTo(session) < 0 ? 1 : 0;
        }
        return count;
    }

    private void told(ModelInstruction instruction) {
        id(instruction.id());
        id(instruction.agent());
        id(instruction.event());
        id(instruction.session());
        word(instruction.type());
        key(instruction.answer());
        key(instruction.next());
        id(instruction.pin());
        text.append(instruction.puks().size());
    }
}

package org.cardroom.processor.authentication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardRemoved;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;

/**
 * Takes out of a poll what nobody waits for any more. A card that was taken out, or put in again, since it asked gets no
 * answer to that: it could not be used, and would count as a try. The same holds for a question that its gateway has
 * withdrawn. After an outage polls are full of such events.
 */
public final class StaleEventFilter {
    private final Deque<AcceptedEvent> kept = new ArrayDeque<>();
    private final Set<CardId> cardsInsertedLater = new HashSet<>();
    private final Set<String> slotsWithBlankLater = new HashSet<>();
    private final Set<UUID> sessionsRemovedLater = new HashSet<>();

    private StaleEventFilter() {}

    /** The same events in the same order, without insertions that are over, and with reports of them that ask nothing. */
    public static List<AcceptedEvent> filter(List<AcceptedEvent> arrivals) {
        StaleEventFilter filter = new StaleEventFilter();
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            filter.visit(arrivals.get(i));
        }
        return List.copyOf(filter.kept);
    }

    /** From the last event to the first. */
    private void visit(AcceptedEvent accepted) {
        CardEvent event = accepted.event();
        if (event instanceof CardInserted inserted) {
            boolean over = isSuperseded(inserted.card(), inserted.session());
            cardsInsertedLater.add(inserted.card());
            if (over) {
                return;
            }
        } else if (event instanceof BlankCardInserted blank && !slotsWithBlankLater.add(blank.recordKey())) {
            return;
        } else if (event instanceof StepReported report && isSuperseded(report.card(), report.session())) {
            kept.addFirst(new AcceptedEvent(accepted.partition(), withoutChallenge(report), accepted.enrolment()));
            return;
        } else if (event instanceof GatewayEvent asked && sessionsRemovedLater.contains(asked.session())) {
            return;
        } else if (event instanceof CardRemoved removed) {
            sessionsRemovedLater.add(removed.session());
        }
        kept.addFirst(accepted);
    }

    private boolean isSuperseded(CardId card, UUID session) {
        return cardsInsertedLater.contains(card) || sessionsRemovedLater.contains(session);
    }

    private static StepReported withoutChallenge(StepReported report) {
        return new StepReported(
                report.origin(),
                report.session(),
                report.card(),
                report.instruction(),
                report.stage(),
                report.response(),
                null,
                null,
                report.journal());
    }
}

package org.cardroom.processor.authentication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;

/**
 * Removes events whose sender no longer waits, which are many after an outage: insertions of a card that was removed or
 * inserted again later in the poll, and gateway events that were withdrawn. An answer to them would be useless and still
 * count as an attempt.
 */
public final class StaleEventFilter {
    private final Deque<AcceptedEvent> kept = new ArrayDeque<>();
    private final Set<CardId> cardsInsertedLater = new HashSet<>();
    private final Set<String> slotsWithBlankLater = new HashSet<>();
    private final Set<UUID> sessionsRemovedLater = new HashSet<>();

    private StaleEventFilter() {}

    /** The remaining events in the same order; reports of ended insertions lose the challenge that asks for an answer. */
    public static List<AcceptedEvent> filter(List<AcceptedEvent> accepted) {
        StaleEventFilter filter = new StaleEventFilter();
        for (int i = accepted.size() - 1; i >= 0; i--) {
            filter.visit(accepted.get(i));
        }
        return List.copyOf(filter.kept);
    }

    /** From the last event to the first. */
    private void visit(AcceptedEvent accepted) {
        CardEvent event = accepted.event();
        if (event instanceof CardEvent.CardInserted inserted) {
            boolean stale = isSuperseded(inserted.card(), inserted.session());
            cardsInsertedLater.add(inserted.card());
            if (stale) {
                return;
            }
        } else if (event instanceof CardEvent.BlankCardInserted blank && !slotsWithBlankLater.add(blank.recordKey())) {
            return;
        } else if (event instanceof CardEvent.StepReported report && isSuperseded(report.card(), report.session())) {
            kept.addFirst(new AcceptedEvent(accepted.partition(), report.withoutChallenge(), accepted.enrolment()));
            return;
        } else if (event instanceof GatewayEvent asked && sessionsRemovedLater.contains(asked.session())) {
            return;
        } else if (event instanceof CardEvent.CardRemoved removed) {
            sessionsRemovedLater.add(removed.session());
        }
        kept.addFirst(accepted);
    }

    private boolean isSuperseded(CardId card, UUID session) {
        return cardsInsertedLater.contains(card) || sessionsRemovedLater.contains(session);
    }
}

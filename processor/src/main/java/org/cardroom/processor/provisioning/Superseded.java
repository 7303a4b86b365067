package org.cardroom.processor.provisioning;

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
import org.cardroom.processor.provisioning.Arrival.Genuine;

/**
 * Takes out of a poll what nobody waits for any more. A card that was taken out, or put in again, since it asked gets no
 * answer to that: it could not be used, and would count as a try. The same holds for a question that its gateway has
 * withdrawn. After an outage polls are full of such events.
 */
final class Superseded {
    private final Deque<Genuine> kept = new ArrayDeque<>();
    private final Set<CardId> insertedLater = new HashSet<>();
    private final Set<String> blankLater = new HashSet<>();
    private final Set<UUID> removedLater = new HashSet<>();

    private Superseded() {}

    /** The same events in the same order, without insertions that are over, and with reports of them that ask nothing. */
    static List<Genuine> leftOut(List<Genuine> arrivals) {
        Superseded superseded = new Superseded();
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            superseded.look(arrivals.get(i));
        }
        return List.copyOf(superseded.kept);
    }

    /** From the last event to the first. */
    private void look(Genuine arrival) {
        CardEvent event = arrival.event();
        if (event instanceof CardInserted inserted) {
            boolean over = isOver(inserted.card(), inserted.session());
            insertedLater.add(inserted.card());
            if (over) {
                return;
            }
        } else if (event instanceof BlankCardInserted blank && !blankLater.add(blank.recordKey())) {
            return;
        } else if (event instanceof StepReported report && isOver(report.card(), report.session())) {
            kept.addFirst(new Genuine(arrival.partition(), askingNothing(report), arrival.agent()));
            return;
        } else if (event instanceof GatewayEvent asked && removedLater.contains(asked.session())) {
            return;
        } else if (event instanceof CardRemoved removed) {
            removedLater.add(removed.session());
        }
        kept.addFirst(arrival);
    }

    private boolean isOver(CardId card, UUID session) {
        return insertedLater.contains(card) || removedLater.contains(session);
    }

    private static StepReported askingNothing(StepReported report) {
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

package org.cardroom.processor.provisioning;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.issuing.Initialisation;
import org.cardroom.db.issuing.Request;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent.BlankInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Stage;

/**
 * Decides which card a blank one is made. The request names that card from then on, so that it is bound like any other
 * once it shows its id. Pure, but for the ids that it draws.
 */
final class Initialisations {
    private Initialisations() {}

    /**
     * A blank card, put in. One that has the id already that was drawn for this request keeps it; any other gets a fresh
     * one, and whatever bears the old one is nobody's.
     */
    static Move wanted(BlankInserted event, Optional<Request> found) {
        if (found.isEmpty() || event.kind() != CardKind.GIDS) {
            return new Move.Refuse(Rejection.BLANK);
        }
        Request request = found.get();
        CardId had = event.card();
        CardId card = had != null && had.equals(request.namedCard())
                ? had
                : CardId.parse(UUID.randomUUID().toString());
        return initialise(request, card, event.origin(), event.session());
    }

    /** A card that shows the id that was drawn for it, and may not be finished. */
    static boolean mayBeUnfinished(Request request) {
        return request.initialisation() != null && !request.initialisation().done();
    }

    /** Such a card is finished first, by whoever may issue it. */
    static Move finish(Request request, CardInserted event, Set<String> stations) {
        boolean here = request.station() == null || stations.contains(request.station());
        return here
                ? initialise(request, event.card(), event.origin(), event.session())
                : new Move.Refuse(Rejection.FOR_SOMEBODY_ELSE);
    }

    private static Move initialise(Request request, CardId card, Origin origin, UUID session) {
        Initialisation initialisation = new Initialisation(origin.agent(), origin.slot(), session, Ids.next(), false);
        return new Move.Initialise(request.initialising(card, initialisation));
    }

    /** What became of it; empty where the report is not of the last instruction. */
    static Optional<Move> reported(StepReported event, Request request) {
        Initialisation initialisation = request.initialisation();
        if (initialisation == null || initialisation.done() || !isOf(event, initialisation)) {
            return Optional.empty();
        }
        boolean done = event.stage() == Stage.DONE;
        CardId card = event.card();
        return Optional.of(
                new Move.Initialised(done ? request.initialising(card, initialisation.reported()) : request, done));
    }

    private static boolean isOf(StepReported event, Initialisation initialisation) {
        return event.origin().agent().equals(initialisation.agent())
                && event.session().equals(initialisation.session())
                && event.instruction().equals(initialisation.instruction());
    }
}

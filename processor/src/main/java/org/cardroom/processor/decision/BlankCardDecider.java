package org.cardroom.processor.decision;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides which card id a blank card is initialised with. From then on the request names that id, so that the card is
 * bound as a named one at its next insertion. Pure.
 */
final class BlankCardDecider {
    private BlankCardDecider() {}

    /**
     * Decides on an inserted blank card. A card that already has the id drawn for this request keeps it; any other gets a
     * new id, and a card with the old id is bound to no request.
     */
    static Decision decideInserted(BlankCardInserted event, @Nullable IssuanceRequest request, DrawnValues drawn) {
        if (request == null || event.kind() != CardKind.GIDS) {
            return Decision.reject(RejectionReason.BLANK);
        }
        CardId former = event.card();
        CardId card = former != null && former.equals(request.namedCard())
                ? former
                : Objects.requireNonNull(drawn.newCardId(), "drawn for blank cards");
        return initialize(request, card, event.origin(), event.session(), drawn);
    }

    /** Whether the card that the request names may not be initialised completely. */
    static boolean isInitializationUnfinished(IssuanceRequest request) {
        return request.initialization() != null && !request.initialization().done();
    }

    /** Repeats the initialisation of such a card. */
    static Decision resumeInitialization(CardInserted event, EventContext context, DrawnValues drawn) {
        return context.isAtOtherStation()
                ? Decision.reject(RejectionReason.FOR_SOMEBODY_ELSE)
                : initialize(context.requireRequest(), event.card(), event.origin(), event.session(), drawn);
    }

    private static Decision initialize(
            IssuanceRequest request, CardId card, EventHeader header, UUID session, DrawnValues drawn) {
        BlankCardInitialization initialization =
                new BlankCardInitialization(header.agent(), header.slot(), session, drawn.instructionId(), false);
        IssuanceRequest next = request.withInitialization(card, initialization);
        return new Decision(null, next, new Action.InitializeBlankCard(), "a blank card is initialised as " + card);
    }

    /** Decides on the report of an initialisation; empty where the report is not of the last instruction. */
    static Optional<Decision> decideReported(StepReported event, IssuanceRequest request) {
        BlankCardInitialization initialization = request.initialization();
        if (initialization == null || initialization.done() || !isOfLastInstruction(event, initialization)) {
            return Optional.empty();
        }
        boolean done = event.stage() == InstructionProgress.DONE;
        IssuanceRequest next = done ? request.withInitialization(event.card(), initialization.withDone()) : request;
        return Optional.of(Decision.recordOnly(null, next, done ? "initialised" : "a blank card was not initialised"));
    }

    private static boolean isOfLastInstruction(StepReported event, BlankCardInitialization initialization) {
        return event.origin().agent().equals(initialization.agent())
                && event.session().equals(initialization.session())
                && event.instruction().equals(initialization.instruction());
    }
}

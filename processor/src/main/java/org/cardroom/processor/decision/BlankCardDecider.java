package org.cardroom.processor.decision;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.RejectionReason;

/**
 * Decides which card a blank one is made. The request names that card from then on, so that it is bound like any other
 * once it shows its id. Pure, but for the ids that it draws.
 */
public final class BlankCardDecider {
    private BlankCardDecider() {}

    /**
     * A blank card, put in. One that has the id already that was drawn for this request keeps it; any other gets a fresh
     * one, and whatever bears the old one is nobody's.
     */
    public static Action decideInserted(BlankCardInserted event, Optional<IssuanceRequest> found) {
        if (found.isEmpty() || event.kind() != CardKind.GIDS) {
            return new Action.RejectEvent(RejectionReason.BLANK);
        }
        IssuanceRequest request = found.get();
        CardId had = event.card();
        CardId card = had != null && had.equals(request.namedCard())
                ? had
                : CardId.parse(UUID.randomUUID().toString());
        return initialize(request, card, event.origin(), event.session());
    }

    /** A card that shows the id that was drawn for it, and may not be finished. */
    public static boolean isInitializationUnfinished(IssuanceRequest request) {
        return request.initialization() != null && !request.initialization().done();
    }

    /** Such a card is finished first, by whoever may issue it. */
    public static Action resumeInitialization(IssuanceRequest request, CardInserted event, Set<String> stations) {
        boolean here = request.station() == null || stations.contains(request.station());
        return here
                ? initialize(request, event.card(), event.origin(), event.session())
                : new Action.RejectEvent(RejectionReason.FOR_SOMEBODY_ELSE);
    }

    private static Action initialize(IssuanceRequest request, CardId card, EventHeader header, UUID session) {
        BlankCardInitialization initialization =
                new BlankCardInitialization(header.agent(), header.slot(), session, UuidGenerator.next(), false);
        return new Action.InitializeBlankCard(request.withInitialization(card, initialization));
    }

    /** What became of it; empty where the report is not of the last instruction. */
    public static Optional<Action> decideReported(StepReported event, IssuanceRequest request) {
        BlankCardInitialization initialization = request.initialization();
        if (initialization == null || initialization.done() || !isOfLastInstruction(event, initialization)) {
            return Optional.empty();
        }
        boolean done = event.stage() == InstructionProgress.DONE;
        CardId card = event.card();
        return Optional.of(new Action.RecordInitialization(
                done ? request.withInitialization(card, initialization.withDone()) : request, done));
    }

    private static boolean isOfLastInstruction(StepReported event, BlankCardInitialization initialization) {
        return event.origin().agent().equals(initialization.agent())
                && event.session().equals(initialization.session())
                && event.instruction().equals(initialization.instruction());
    }
}

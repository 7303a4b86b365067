package org.cardroom.processor.decision;

import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What is done about an event. */
public sealed interface Action {
    /** The agent is sent an instruction, answered under the confirmed or the proposed key. */
    record SendInstruction(InstructionType type, boolean answerUnderProposed) implements Action {}

    /**
     * The agent is sent what makes a blank card one.
     *
     * @param request naming that card
     */
    record InitializeBlankCard(IssuanceRequest request) implements Action {}

    /** A blank card was made one, or was not. */
    record RecordInitialization(IssuanceRequest request, boolean done) implements Action {}

    /**
     * A gateway is sent what it gives to its client.
     *
     * @param key the one that it gives, or that the answer is under; absent where it does neither
     * @param repeated whether it was given before, and nothing changes
     */
    record DeliverToGateway(
            InstructionType type,
            UUID instruction,
            @Nullable AdminKeyRef key,
            boolean repeated) implements Action {}

    /** The operator, or the client, is told why; nothing changes. */
    record RejectEvent(RejectionReason reason) implements Action {}

    /** The card is done. */
    record CompleteIssuance() implements Action {}

    /** The card is set aside and its request failed. */
    record FailIssuance(RejectionReason reason) implements Action {}

    /** It is written down, and nobody is told. */
    record RecordOnly() implements Action {}
}

package org.cardroom.processor.provisioning;

import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.InstructionType;
import org.jspecify.annotations.Nullable;

/** What is done about an event. */
sealed interface Move {
    /** The agent is sent an instruction, answered under the confirmed or the proposed key. */
    record Send(InstructionType step, boolean withProposed) implements Move {}

    /**
     * The agent is sent what makes a blank card one.
     *
     * @param request naming that card
     */
    record Initialise(IssuanceRequest request) implements Move {}

    /** A blank card was made one, or was not. */
    record Initialised(IssuanceRequest request, boolean done) implements Move {}

    /**
     * A gateway is sent what it gives to its client.
     *
     * @param key the one that it gives, or that the answer is under; absent where it does neither
     * @param again whether it was given before, and nothing changes
     */
    record Give(InstructionType step, UUID instruction, @Nullable AdminKeyRef key, boolean again) implements Move {}

    /** The operator, or the client, is told why; nothing changes. */
    record Refuse(RejectionReason reason) implements Move {}

    /** The card is done. */
    record Issue() implements Move {}

    /** The card is set aside and its request failed. */
    record Fail(RejectionReason reason) implements Move {}

    /** It is written down, and nobody is told. */
    record Note() implements Move {}
}

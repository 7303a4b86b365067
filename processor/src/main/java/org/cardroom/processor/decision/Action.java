package org.cardroom.processor.decision;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What a decision does besides changing rows. Every use dispatches by {@link ActionVisitor}. */
public sealed interface Action {
    /** Calls the visitor's method for this action. */
    <R> R accept(ActionVisitor<R> visitor);

    /** Whether the card and request of the decision are stored. */
    default boolean changesRows() {
        boolean repeated = this instanceof DeliverSecret delivery && delivery.repeated();
        return !repeated && !(this instanceof AcknowledgeRequestEnd) && !(this instanceof RejectEvent);
    }

    /** The exhaustive dispatch over actions: a new action does not compile until every visitor handles it. */
    interface ActionVisitor<R> {
        R sendInstruction(SendInstruction action);

        R initializeBlankCard();

        R deliverSecret(DeliverSecret action);

        R acknowledgeRequestEnd();

        R rejectEvent(RejectEvent action);

        R completeIssuance(CompleteIssuance action);

        R failIssuance(FailIssuance action);

        R recordOnly();
    }

    /**
     * Sends the agent an instruction for the card.
     * @param type {@code PUT_KEY}, {@code SET_PIN} or {@code REQUEST_MUTUAL_AUTH}
     * @param answerUnderProposed whether the authentication response is computed under the proposed key, not the confirmed one
     */
    record SendInstruction(InstructionType type, boolean answerUnderProposed) implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.sendInstruction(this);
        }
    }

    /** Sends the agent the instruction that initialises a blank card as the card that the request names. */
    record InitializeBlankCard() implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.initializeBlankCard();
        }
    }

    /**
     * Sends a gateway a key, an authentication response or a PIN for its client.
     * @param type one of the {@code DELIVER_…} types
     * @param key the key to deliver or to compute the response under; absent for a PIN
     * @param repeated whether the same was delivered before, so that no row changes
     */
    record DeliverSecret(InstructionType type, @Nullable AdminKeyRef key, boolean repeated) implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.deliverSecret(this);
        }
    }

    /** Confirms to a gateway, once more, that the request has ended. */
    record AcknowledgeRequestEnd() implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.acknowledgeRequestEnd();
        }
    }

    /** Sends the operator or the client the reason; no row changes. */
    record RejectEvent(RejectionReason reason) implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.rejectEvent(this);
        }
    }

    /**
     * The card is issued.
     * @param pinForLetter the held PIN, still sealed, that goes into the PIN letter; absent where the template has no letter
     */
    record CompleteIssuance(@Nullable String pinForLetter) implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.completeIssuance(this);
        }
    }

    /** The card is set aside and its request has failed. */
    record FailIssuance(RejectionReason reason) implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.failIssuance(this);
        }
    }

    /** Only rows change; nothing is sent. */
    record RecordOnly() implements Action {
        @Override
        public <R> R accept(ActionVisitor<R> visitor) {
            return visitor.recordOnly();
        }
    }
}

package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageValidation;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells of a slot and the card in it, what it asks for itself, and what a gateway asks for its clients. No
 * event carries a secret.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CardEvent.CardInserted.class, name = "CardInserted"),
    @JsonSubTypes.Type(value = CardEvent.BlankCardInserted.class, name = "BlankCardInserted"),
    @JsonSubTypes.Type(value = CardEvent.StepReported.class, name = "StepReported"),
    @JsonSubTypes.Type(value = CardEvent.CardChallengeFailed.class, name = "CardChallengeFailed"),
    @JsonSubTypes.Type(value = CardEvent.CardRemoved.class, name = "CardRemoved"),
    @JsonSubTypes.Type(value = CardEvent.SlotStatusChanged.class, name = "SlotStatusChanged"),
    @JsonSubTypes.Type(value = CardEvent.EnrolmentCheckRequested.class, name = "EnrolmentCheckRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.AdminKeyRequested.class, name = "AdminKeyRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.AuthenticationResponseRequested.class, name = "AuthenticationResponseRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.PinRequested.class, name = "PinRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.RequestCompletionRequested.class, name = "RequestCompletionRequested")
})
public sealed interface CardEvent
        permits CardEvent.CardInserted,
                CardEvent.BlankCardInserted,
                CardEvent.StepReported,
                CardEvent.CardChallengeFailed,
                CardEvent.CardRemoved,
                CardEvent.SlotStatusChanged,
                CardEvent.EnrolmentCheckRequested,
                GatewayEvent {
    /** Who says so. */
    EventHeader origin();

    /** The Kafka record key: the card id, so that one card's events stay in order; else agent and slot. */
    String recordKey();

    /**
     * A card is in the slot and waits for an instruction.
     *
     * @param session this insertion: one card, connected from now until it is removed
     * @param algorithm what its administrator key is, as the card told; absent where it does not tell
     * @param shortcomings what it cannot give to every template, as far as it tells; absent in JSON where there is none
     */
    record CardInserted(
            EventHeader origin,
            UUID session,
            CardKind kind,
            Atr atr,
            CardId card,
            Challenge challenge,
            @Nullable KeyAlgorithm algorithm,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<CardLimitation> limitations,
            JournalSnapshot journal)
            implements CardEvent {
        public CardInserted {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card kind", kind);
            MessageValidation.requirePresent("ATR", atr);
            MessageValidation.requirePresent("card id", card);
            MessageValidation.requirePresent("challenge", challenge);
            limitations = MessageValidation.toOrderedSet(CardLimitation.class, limitations);
            MessageValidation.requirePresent("journal", journal);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /**
     * A card that has yet to be made one is in the slot and waits for an instruction.
     *
     * @param session this insertion
     * @param card the id that an earlier attempt gave it; absent where it has none yet
     * @param challenge 16 bytes that the agent drew, so that the instruction is bound to this moment
     */
    record BlankCardInserted(
            EventHeader origin,
            UUID session,
            CardKind kind,
            Atr atr,
            @Nullable CardId card,
            Challenge challenge) implements CardEvent {
        public BlankCardInserted {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card kind", kind);
            MessageValidation.requirePresent("ATR", atr);
            MessageValidation.requirePresent("challenge", challenge);
        }

        @Override
        public String recordKey() {
            return origin.agent() + "/" + origin.slot();
        }
    }

    /**
     * What became of an instruction.
     *
     * @param instruction the instruction it reports
     * @param stage how far it came
     * @param response what the card said there
     * @param challenge a new challenge of the same session, where the card can go on; after {@link InstructionType#REQUEST_MUTUAL_AUTH} the card's
     *     part of the authentication both ways: 16 random bytes (GIDS), an encrypted witness (PIV)
     * @param hostChallenge after {@link InstructionType#REQUEST_MUTUAL_AUTH}, what the agent drew for the card to prove its key with: 16 bytes
     *     (GIDS), one block (PIV)
     */
    record StepReported(
            EventHeader origin,
            UUID session,
            CardId card,
            UUID instruction,
            InstructionProgress stage,
            CardResponse response,
            @Nullable Challenge challenge,
            @Nullable Challenge hostChallenge,
            JournalSnapshot journal)
            implements CardEvent {
        public StepReported {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
            MessageValidation.requirePresent("instruction id", instruction);
            MessageValidation.requirePresent("journal", journal);
            boolean done = MessageValidation.requirePresent("stage", stage) == InstructionProgress.DONE;
            if (done
                    != (MessageValidation.requirePresent("what the card said", response)
                            instanceof CardResponse.Accepted)) {
                throw new IllegalArgumentException("a step is done if and only if the card accepted all of it");
            }
            if (hostChallenge != null && (challenge == null || !done)) {
                throw new IllegalArgumentException("the agent's challenge goes with the card's, once it gave one");
            }
        }

        /** Without an authentication both ways. */
        public StepReported(
                EventHeader origin,
                UUID session,
                CardId card,
                UUID instruction,
                InstructionProgress stage,
                CardResponse said,
                @Nullable Challenge challenge,
                JournalSnapshot journal) {
            this(origin, session, card, instruction, stage, said, challenge, null, journal);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }

        /** Whether the card accepted the authentication response. */
        public boolean answerAccepted() {
            return stage.compareTo(InstructionProgress.ANSWER) > 0;
        }
    }

    /**
     * A card is in the slot, and draws no challenge: nothing more is sent to it.
     *
     * @param session this insertion
     * @param response what it said instead
     */
    record CardChallengeFailed(
            EventHeader origin, UUID session, CardId card, CardResponse response, JournalSnapshot journal)
            implements CardEvent {
        public CardChallengeFailed {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
            MessageValidation.requirePresent("what the card said", response);
            MessageValidation.requirePresent("journal", journal);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /** The card of this session left the slot; or nobody waits any more for the answer to a gateway's question. */
    record CardRemoved(EventHeader origin, UUID session, CardId card) implements CardEvent {
        public CardRemoved {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /**
     * How a slot stands, for the operator and the people who look after the readers.
     *
     * @param reason why, in words; absent where the state says all
     */
    record SlotStatusChanged(
            EventHeader origin,
            SlotState state,
            @Nullable Atr atr,
            @Nullable String reason) implements CardEvent {
        public SlotStatusChanged {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("slot state", state);
            reason = reason == null ? null : MessageValidation.sanitizeText("reason", reason);
        }

        @Override
        public String recordKey() {
            return origin.agent() + "/" + origin.slot();
        }
    }

    /** The agent asks whether it is enrolled; a {@link EnrolmentNotice} answers it. It is about no slot, whatever its origin says. */
    record EnrolmentCheckRequested(EventHeader origin) implements CardEvent {
        public EnrolmentCheckRequested {
            MessageValidation.requirePresent("origin", origin);
        }

        @Override
        public String recordKey() {
            return origin.agent();
        }
    }
}

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

/** An event that an agent or a gateway publishes about a slot, a card or a request. No event carries a secret. */
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
    @JsonSubTypes.Type(
            value = GatewayEvent.AuthenticationResponseRequested.class,
            name = "AuthenticationResponseRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.PinRequested.class, name = "PinRequested"),
    @JsonSubTypes.Type(value = GatewayEvent.RequestCompletionRequested.class, name = "RequestCompletionRequested")
})
public sealed interface CardEvent
        permits CardEvent.KeyedByCard,
                CardEvent.BlankCardInserted,
                CardEvent.SlotStatusChanged,
                CardEvent.EnrolmentCheckRequested,
                GatewayEvent {
    /** The sender, its channel and the time. */
    EventHeader origin();

    /** The Kafka record key: the card id, which keeps the events of one card in order; else agent and slot. */
    default String recordKey() {
        return origin().agent() + "/" + origin().slot();
    }

    /** An event of a card whose id is known. */
    sealed interface KeyedByCard extends CardEvent
            permits CardInserted, StepReported, CardChallengeFailed, CardRemoved {
        CardId card();

        @Override
        default String recordKey() {
            return card().hex();
        }
    }

    /**
     * A card is in the slot and waits for an instruction.
     * @param session the insertion: one card, from its connection to its removal
     * @param algorithm the algorithm of its administrator key; absent if the card does not report it
     * @param limitations template features that the card reports it cannot support; absent in JSON if empty
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
            implements KeyedByCard {
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
    }

    /**
     * A blank card is in the slot and waits for an instruction.
     * @param session the insertion
     * @param card the id from an earlier attempt to initialise it; absent if it has none
     * @param challenge 16 random bytes of the agent, to which the instruction is bound
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
    }

    /**
     * The result of an instruction.
     * @param stage how far the agent came with it
     * @param response the card's response at that stage
     * @param challenge a new challenge of the same session, if the card can continue; after
     *     {@link InstructionType#REQUEST_MUTUAL_AUTH} the card's part of the mutual authentication: 16 random bytes (GIDS),
     *     an encrypted witness (PIV)
     * @param hostChallenge after {@link InstructionType#REQUEST_MUTUAL_AUTH} the agent's challenge to the card: 16 bytes
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
            implements KeyedByCard {
        public StepReported {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
            MessageValidation.requirePresent("instruction id", instruction);
            MessageValidation.requirePresent("journal", journal);
            boolean done = MessageValidation.requirePresent("stage", stage) == InstructionProgress.DONE;
            if (done
                    != (MessageValidation.requirePresent("card response", response) instanceof CardResponse.Accepted)) {
                throw new IllegalArgumentException("a step is done if and only if the card accepted all of it");
            }
            if (hostChallenge != null && (challenge == null || !done)) {
                throw new IllegalArgumentException("the host challenge goes with the card's challenge");
            }
        }

        /** Creates a report without a mutual authentication. */
        public StepReported(
                EventHeader origin,
                UUID session,
                CardId card,
                UUID instruction,
                InstructionProgress stage,
                CardResponse response,
                @Nullable Challenge challenge,
                JournalSnapshot journal) {
            this(origin, session, card, instruction, stage, response, challenge, null, journal);
        }

        /** Removes both challenges, so that the report asks for no answer. */
        public StepReported withoutChallenge() {
            return new StepReported(origin, session, card, instruction, stage, response, null, null, journal);
        }

        /** Whether the card accepted the authentication response. */
        public boolean answerAccepted() {
            return stage.compareTo(InstructionProgress.ANSWER) > 0;
        }
    }

    /**
     * A card in the slot returned no challenge. The agent sends it nothing more.
     * @param session the insertion
     * @param response the card's response to the challenge command
     */
    record CardChallengeFailed(
            EventHeader origin, UUID session, CardId card, CardResponse response, JournalSnapshot journal)
            implements KeyedByCard {
        public CardChallengeFailed {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
            MessageValidation.requirePresent("card response", response);
            MessageValidation.requirePresent("journal", journal);
        }
    }

    /** The card of this session left the slot, or the gateway no longer waits for the answer to its request. */
    record CardRemoved(EventHeader origin, UUID session, CardId card) implements KeyedByCard {
        public CardRemoved {
            MessageValidation.requirePresent("origin", origin);
            MessageValidation.requirePresent("session", session);
            MessageValidation.requirePresent("card id", card);
        }
    }

    /**
     * The state of a slot, for operators and monitoring.
     * @param reason the reason as text; absent if the state needs none
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
    }

    /** The agent asks whether it is enrolled; an {@link EnrolmentNotice} answers. The slot in its origin has no meaning. */
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

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
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells of a slot and the card in it, what it asks for itself, and what a gateway asks for its clients. No
 * event carries a secret.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CardEvent.CardInserted.class, name = "CardInserted"),
    @JsonSubTypes.Type(value = CardEvent.BlankInserted.class, name = "BlankInserted"),
    @JsonSubTypes.Type(value = CardEvent.StepReported.class, name = "StepReported"),
    @JsonSubTypes.Type(value = CardEvent.CardUnfit.class, name = "CardUnfit"),
    @JsonSubTypes.Type(value = CardEvent.CardRemoved.class, name = "CardRemoved"),
    @JsonSubTypes.Type(value = CardEvent.AgentStatus.class, name = "AgentStatus"),
    @JsonSubTypes.Type(value = CardEvent.EnrolmentAsked.class, name = "EnrolmentAsked"),
    @JsonSubTypes.Type(value = GatewayEvent.KeyAsked.class, name = "KeyAsked"),
    @JsonSubTypes.Type(value = GatewayEvent.AnswerAsked.class, name = "AnswerAsked"),
    @JsonSubTypes.Type(value = GatewayEvent.PinAsked.class, name = "PinAsked"),
    @JsonSubTypes.Type(value = GatewayEvent.RequestEnded.class, name = "RequestEnded")
})
public sealed interface CardEvent
        permits CardEvent.CardInserted,
                CardEvent.BlankInserted,
                CardEvent.StepReported,
                CardEvent.CardUnfit,
                CardEvent.CardRemoved,
                CardEvent.AgentStatus,
                CardEvent.EnrolmentAsked,
                GatewayEvent {
    /** Who says so. */
    Origin origin();

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
            Origin origin,
            UUID session,
            CardKind kind,
            Atr atr,
            CardId card,
            Challenge challenge,
            @Nullable KeyAlgorithm algorithm,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Shortcoming> shortcomings,
            Journal journal)
            implements CardEvent {
        public CardInserted {
            Checks.present("origin", origin);
            Checks.present("session", session);
            Checks.present("card kind", kind);
            Checks.present("ATR", atr);
            Checks.present("card id", card);
            Checks.present("challenge", challenge);
            shortcomings = Checks.inOrder(Shortcoming.class, shortcomings);
            Checks.present("journal", journal);
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
    record BlankInserted(
            Origin origin,
            UUID session,
            CardKind kind,
            Atr atr,
            @Nullable CardId card,
            Challenge challenge) implements CardEvent {
        public BlankInserted {
            Checks.present("origin", origin);
            Checks.present("session", session);
            Checks.present("card kind", kind);
            Checks.present("ATR", atr);
            Checks.present("challenge", challenge);
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
     * @param said what the card said there
     * @param challenge a new challenge of the same session, where the card can go on; after {@link Step#PROVE} the card's
     *     part of the authentication both ways: 16 random bytes (GIDS), an encrypted witness (PIV)
     * @param hostChallenge after {@link Step#PROVE}, what the agent drew for the card to prove its key with: 16 bytes
     *     (GIDS), one block (PIV)
     */
    record StepReported(
            Origin origin,
            UUID session,
            CardId card,
            UUID instruction,
            Stage stage,
            Said said,
            @Nullable Challenge challenge,
            @Nullable Challenge hostChallenge,
            Journal journal)
            implements CardEvent {
        public StepReported {
            Checks.present("origin", origin);
            Checks.present("session", session);
            Checks.present("card id", card);
            Checks.present("instruction id", instruction);
            Checks.present("journal", journal);
            boolean done = Checks.present("stage", stage) == Stage.DONE;
            if (done != (Checks.present("what the card said", said) instanceof Said.Accepted)) {
                throw new IllegalArgumentException("a step is done if and only if the card accepted all of it");
            }
            if (hostChallenge != null && (challenge == null || !done)) {
                throw new IllegalArgumentException("the agent's challenge goes with the card's, once it gave one");
            }
        }

        /** Without an authentication both ways. */
        public StepReported(
                Origin origin,
                UUID session,
                CardId card,
                UUID instruction,
                Stage stage,
                Said said,
                @Nullable Challenge challenge,
                Journal journal) {
            this(origin, session, card, instruction, stage, said, challenge, null, journal);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }

        /** Whether the card accepted the authentication response. */
        public boolean answerAccepted() {
            return stage.compareTo(Stage.ANSWER) > 0;
        }
    }

    /**
     * A card is in the slot, and draws no challenge: nothing more is sent to it.
     *
     * @param session this insertion
     * @param said what it said instead
     */
    record CardUnfit(Origin origin, UUID session, CardId card, Said said, Journal journal) implements CardEvent {
        public CardUnfit {
            Checks.present("origin", origin);
            Checks.present("session", session);
            Checks.present("card id", card);
            Checks.present("what the card said", said);
            Checks.present("journal", journal);
        }

        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /** The card of this session left the slot; or nobody waits any more for the answer to a gateway's question. */
    record CardRemoved(Origin origin, UUID session, CardId card) implements CardEvent {
        public CardRemoved {
            Checks.present("origin", origin);
            Checks.present("session", session);
            Checks.present("card id", card);
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
    record AgentStatus(
            Origin origin,
            SlotState state,
            @Nullable Atr atr,
            @Nullable String reason) implements CardEvent {
        public AgentStatus {
            Checks.present("origin", origin);
            Checks.present("slot state", state);
            reason = reason == null ? null : Checks.text("reason", reason);
        }

        @Override
        public String recordKey() {
            return origin.agent() + "/" + origin.slot();
        }
    }

    /** The agent asks whether it is enrolled; a {@link Notice} answers it. It is about no slot, whatever its origin says. */
    record EnrolmentAsked(Origin origin) implements CardEvent {
        public EnrolmentAsked {
            Checks.present("origin", origin);
        }

        @Override
        public String recordKey() {
            return origin.agent();
        }
    }
}

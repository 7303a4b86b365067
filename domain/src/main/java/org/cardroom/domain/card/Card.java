package org.cardroom.domain.card;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.jspecify.annotations.Nullable;

/**
 * A card and how far it is issued.
 * @param id our identifier; retired plastic gets a new one when it is reused
 * @param cardId the identifier on the card
 * @param status life-cycle status
 * @param provisioningState how far the card is written
 * @param unresolvedAnswers responses sent since the last accepted one, without a result or refused
 * @param instructionCount instructions sent in this issuance; an insertion without a challenge counts as several
 * @param openSession the last session; null before the first
 * @param heldPin the PIN, sealed to the processors' hold key, until the card is issued
 * @param httpSession state of a card that is worked over HTTP; null for cards of agents
 */
public record Card(
        UUID id,
        CardId cardId,
        CardKind kind,
        CardStatus status,
        ProvisioningState provisioningState,
        UUID request,
        UUID template,
        CardKeyState keys,
        int unresolvedAnswers,
        int instructionCount,
        @Nullable OpenSession openSession,
        @Nullable String heldPin,
        @Nullable HttpSessionState httpSession) {
    /**
     * Creates a card that was just bound to a request and that agents work on.
     * @param id a fresh id
     * @param issuances how often this plastic was issued under former ids
     */
    public static Card create(UUID id, CardId cardId, CardKind kind, UUID request, UUID template, int issuances) {
        CardStatus status = CardStatus.NEW.transitionTo(CardStatus.ASSIGNED);
        CardKeyState keys = CardKeyState.initial(issuances);
        return new Card(
                id, cardId, kind, status, ProvisioningState.NONE, request, template, keys, 0, 0, null, null, null);
    }

    /**
     * Changes the status and the provisioning state; each may stay as it is.
     * @throws IllegalStateException if a state may not follow the current one
     */
    public Card withStatus(CardStatus next, ProvisioningState state) {
        CardStatus changed = next == status ? status : status.transitionTo(next);
        ProvisioningState written = state == provisioningState ? state : provisioningState.transitionTo(state);
        return copy(changed, written, keys, unresolvedAnswers, instructionCount, openSession, heldPin, httpSession);
    }

    /** Replaces the key state. */
    public Card withKeys(CardKeyState next) {
        ProvisioningState state = provisioningState;
        return copy(status, state, next, unresolvedAnswers, instructionCount, openSession, heldPin, httpSession);
    }

    /** Replaces the open session. */
    public Card withSession(@Nullable OpenSession next) {
        return copy(status, provisioningState, keys, unresolvedAnswers, instructionCount, next, heldPin, httpSession);
    }

    /** Replaces the counts of unresolved answers and of instructions. */
    public Card withCounts(int answers, int instructions) {
        return copy(status, provisioningState, keys, answers, instructions, openSession, heldPin, httpSession);
    }

    /** Replaces or removes the sealed PIN. */
    public Card withHeldPin(@Nullable String sealed) {
        return copy(
                status, provisioningState, keys, unresolvedAnswers, instructionCount, openSession, sealed, httpSession);
    }

    /** Replaces the HTTP session state. */
    public Card withHttpSession(HttpSessionState next) {
        return copy(status, provisioningState, keys, unresolvedAnswers, instructionCount, openSession, heldPin, next);
    }

    private Card copy(
            CardStatus next,
            ProvisioningState state,
            CardKeyState nextKeys,
            int answers,
            int sent,
            @Nullable OpenSession session,
            @Nullable String pin,
            @Nullable HttpSessionState http) {
        return new Card(id, cardId, kind, next, state, request, template, nextKeys, answers, sent, session, pin, http);
    }
}

package org.cardroom.domain.card;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A card's row.
 *
 * @param id our identifier; the same plastic gets a new one after it was retired
 * @param cardId the card's own
 * @param status where it is in its life
 * @param provisioningState how far the writing has come
 * @param unresolvedAnswers answers that are unresolved or were refused, since one was accepted
 * @param instructionCount how many instructions it was sent in this issuance; each time that it drew no challenge counts for several
 * @param openSession the last session; absent before the first
 * @param heldPin its PIN, sealed to the processors' hold key, until it is issued
 * @param httpSession what is remembered where the HTTP API works it; absent where agents do
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
     * A card that came to a request just now, and has seen nothing of us in this life. Agents work it.
     *
     * @param issuances that its plastic had in former lives
     */
    public static Card createWithNewId(CardId cardId, CardKind kind, UUID request, UUID template, int issuances) {
        return create(UuidGenerator.next(), cardId, kind, request, template, issuances);
    }

    /** The same, under this identifier. */
    public static Card create(UUID id, CardId cardId, CardKind kind, UUID request, UUID template, int issuances) {
        return new Card(
                id,
                cardId,
                kind,
                CardStatus.NEW.transitionTo(CardStatus.ASSIGNED),
                ProvisioningState.NONE,
                request,
                template,
                CardKeyState.initial(issuances),
                0,
                0,
                null,
                null,
                null);
    }

    /** In another state of its life and its writing; each may stay as it is. */
    public Card withStatus(CardStatus nextStatus, ProvisioningState nextProvisioning) {
        CardStatus life = nextStatus == status ? status : status.transitionTo(nextStatus);
        ProvisioningState writing = nextProvisioning == provisioningState
                ? provisioningState
                : provisioningState.transitionTo(nextProvisioning);
        return copy(life, writing, keys, unresolvedAnswers, instructionCount, openSession, heldPin, httpSession);
    }

    /** With other keys. */
    public Card with(CardKeyState next) {
        return copy(
                status,
                provisioningState,
                next,
                unresolvedAnswers,
                instructionCount,
                openSession,
                heldPin,
                httpSession);
    }

    /** With another session. */
    public Card with(@Nullable OpenSession next) {
        return copy(status, provisioningState, keys, unresolvedAnswers, instructionCount, next, heldPin, httpSession);
    }

    /** With other counts. */
    public Card withCounts(int nextTries, int nextSteps) {
        return copy(status, provisioningState, keys, nextTries, nextSteps, openSession, heldPin, httpSession);
    }

    /** With another held PIN, or none. */
    public Card withHeldPin(@Nullable String sealed) {
        return copy(
                status, provisioningState, keys, unresolvedAnswers, instructionCount, openSession, sealed, httpSession);
    }

    /** With something else remembered of its work over HTTP. */
    public Card withHttpSession(HttpSessionState next) {
        return copy(status, provisioningState, keys, unresolvedAnswers, instructionCount, openSession, heldPin, next);
    }

    /** The same card; what it is and whose it is stays. */
    private Card copy(
            CardStatus life,
            ProvisioningState writing,
            CardKeyState nextKeys,
            int nextTries,
            int nextSteps,
            @Nullable OpenSession session,
            @Nullable String pin,
            @Nullable HttpSessionState httpSession) {
        return new Card(
                id,
                cardId,
                kind,
                life,
                writing,
                request,
                template,
                nextKeys,
                nextTries,
                nextSteps,
                session,
                pin,
                httpSession);
    }
}

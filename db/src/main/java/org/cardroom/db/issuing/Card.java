package org.cardroom.db.issuing;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A card's row.
 *
 * @param id our identifier; the same plastic gets a new one after it was retired
 * @param cardId the card's own
 * @param status where it is in its life
 * @param provisioning how far the writing has come
 * @param tries answers that are unresolved or were refused, since one was accepted
 * @param steps how many instructions it was sent in this issuance; each time that it drew no challenge counts for several
 * @param exchange the last session; absent before the first
 * @param heldPin its PIN, sealed to the processors' hold key, until it is issued
 * @param overHttp what is remembered where the HTTP API works it; absent where agents do
 */
public record Card(
        UUID id,
        CardId cardId,
        CardKind kind,
        CardStatus status,
        Provisioning provisioning,
        UUID request,
        UUID template,
        CardKeys keys,
        int tries,
        int steps,
        @Nullable Exchange exchange,
        @Nullable String heldPin,
        @Nullable OverHttp overHttp) {
    /**
     * A card that came to a request just now, and has seen nothing of us in this life. Agents work it.
     *
     * @param issuances that its plastic had in former lives
     */
    public static Card bound(CardId cardId, CardKind kind, UUID request, UUID template, int issuances) {
        return bound(Ids.next(), cardId, kind, request, template, issuances);
    }

    /** The same, under this identifier. */
    static Card bound(UUID id, CardId cardId, CardKind kind, UUID request, UUID template, int issuances) {
        return new Card(
                id,
                cardId,
                kind,
                CardStatus.NEW.to(CardStatus.ASSIGNED),
                Provisioning.NONE,
                request,
                template,
                CardKeys.fresh(issuances),
                0,
                0,
                null,
                null,
                null);
    }

    /** In another state of its life and its writing; each may stay as it is. */
    public Card as(CardStatus nextStatus, Provisioning nextProvisioning) {
        CardStatus life = nextStatus == status ? status : status.to(nextStatus);
        Provisioning writing = nextProvisioning == provisioning ? provisioning : provisioning.to(nextProvisioning);
        return copy(life, writing, keys, tries, steps, exchange, heldPin, overHttp);
    }

    /** With other keys. */
    public Card with(CardKeys next) {
        return copy(status, provisioning, next, tries, steps, exchange, heldPin, overHttp);
    }

    /** With another session. */
    public Card with(@Nullable Exchange next) {
        return copy(status, provisioning, keys, tries, steps, next, heldPin, overHttp);
    }

    /** With other counts. */
    public Card counting(int nextTries, int nextSteps) {
        return copy(status, provisioning, keys, nextTries, nextSteps, exchange, heldPin, overHttp);
    }

    /** With another held PIN, or none. */
    public Card holding(@Nullable String sealed) {
        return copy(status, provisioning, keys, tries, steps, exchange, sealed, overHttp);
    }

    /** With something else remembered of its work over HTTP. */
    public Card answered(OverHttp next) {
        return copy(status, provisioning, keys, tries, steps, exchange, heldPin, next);
    }

    /** The same card; what it is and whose it is stays. */
    private Card copy(
            CardStatus life,
            Provisioning writing,
            CardKeys nextKeys,
            int nextTries,
            int nextSteps,
            @Nullable Exchange session,
            @Nullable String pin,
            @Nullable OverHttp http) {
        return new Card(
                id, cardId, kind, life, writing, request, template, nextKeys, nextTries, nextSteps, session, pin, http);
    }
}

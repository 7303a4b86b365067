package org.cardroom.db.http;

import java.util.UUID;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/**
 * A card as the HTTP API shows it.
 * @param assigned id of the card holder; null for a request of a manifest
 * @param atr answer to reset, if a client sent it
 */
public record SmartcardView(
        UUID id,
        CardId cardId,
        CardStatus status,
        @Nullable UUID assigned,
        UUID template,
        int templateVersion,
        @Nullable Atr atr) {}

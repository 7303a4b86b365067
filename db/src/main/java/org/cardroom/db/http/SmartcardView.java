package org.cardroom.db.http;

import java.util.UUID;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/**
 * A card as the HTTP API shows it.
 *
 * @param assigned whom its request is for; absent where that came with a manifest
 * @param atr as a client showed it; absent where none did
 */
public record SmartcardView(
        UUID id,
        CardId cardId,
        CardStatus status,
        @Nullable UUID assigned,
        UUID template,
        int templateVersion,
        @Nullable Atr atr) {}

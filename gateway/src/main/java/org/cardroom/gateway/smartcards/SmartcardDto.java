package org.cardroom.gateway.smartcards;

import java.util.Locale;
import java.util.UUID;
import org.cardroom.db.http.SmartcardView;
import org.cardroom.gateway.input.JsonResponses;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The JSON of a card. An absent GUID is all zeros. */
@JsonNaming(UpperCamelCaseStrategy.class)
record SmartcardDto(
        UUID uuid,
        int status,
        int flags,
        UUID parentSmartcardUuid,
        UUID primarySmartcardUuid,
        UUID permanentSmartcardUuid,
        UUID assignedUserUuid,
        UUID profileTemplateUuid,
        int profileTemplateVersion,
        String comment,
        String serialNumber,
        String middleware,
        String atr) {
    static SmartcardDto of(SmartcardView card) {
        return new SmartcardDto(
                card.id(),
                card.status().number(),
                0,
                JsonResponses.NONE,
                JsonResponses.NONE,
                JsonResponses.NONE,
                JsonResponses.orNone(card.assigned()),
                card.template(),
                card.templateVersion(),
                "",
                "{" + card.cardId().guid() + "}",
                "",
                card.atr() == null ? "" : card.atr().hex().toLowerCase(Locale.ROOT));
    }
}

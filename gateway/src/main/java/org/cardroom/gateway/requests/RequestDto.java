package org.cardroom.gateway.requests;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.gateway.input.JsonResponses;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The JSON of a request. An absent GUID is all zeros, an absent time 0001-01-01T00:00:00. */
@JsonNaming(UpperCamelCaseStrategy.class)
record RequestDto(
        UUID uuid,
        int requestType,
        int status,
        int flags,
        List<Item> dataCollection,
        int dataCollectionFlags,
        UUID originatorUserUuid,
        UUID targetUserUuid,
        String submitted,
        String completed,
        UUID newProfileUuid,
        UUID oldProfileUuid,
        UUID newSmartcardUuid,
        UUID oldSmartcardUuid,
        int priority,
        String comment,
        UUID profileTemplateUuid,
        String securityDescriptor,
        boolean isSmartcard,
        boolean isEnrollmentAgent,
        boolean isDataCollectionComplete) {
    private static final int ENROLL = 1;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Item(String name, String value) {}

    static RequestDto of(HttpRequest request) {
        return new RequestDto(
                request.id(),
                ENROLL,
                request.status().number(),
                0,
                request.data().stream()
                        .map(item -> new Item(item.name(), item.value()))
                        .toList(),
                0,
                JsonResponses.orNone(request.originator()),
                JsonResponses.orNone(request.target()),
                date(request.submitted()),
                date(request.completed()),
                JsonResponses.NONE,
                JsonResponses.NONE,
                JsonResponses.orNone(request.card()),
                JsonResponses.NONE,
                request.priority(),
                request.comment(),
                request.template(),
                "",
                true,
                false,
                true);
    }

    private static String date(@Nullable Instant at) {
        return at == null ? "0001-01-01T00:00:00" : DATE.format(at);
    }
}

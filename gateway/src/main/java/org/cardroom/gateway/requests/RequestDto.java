package org.cardroom.gateway.requests;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.http.HttpRequest;
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
    private static final UUID NONE = new UUID(0, 0);
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
                orNone(request.originator()),
                orNone(request.target()),
                date(request.submitted()),
                date(request.completed()),
                NONE,
                NONE,
                orNone(request.card()),
                NONE,
                request.priority(),
                request.comment(),
                request.template(),
                "",
                true,
                false,
                true);
    }

    private static UUID orNone(@Nullable UUID id) {
        return id == null ? NONE : id;
    }

    private static String date(@Nullable Instant at) {
        return at == null ? "0001-01-01T00:00:00" : DATE.format(at);
    }
}

package org.cardroom.db.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/**
 * A request as the HTTP API shows it, from a manifest or from HTTP.
 * @param comment the originator's comment
 * @param data collected data items, in order
 * @param originator id of the user who created it; null for a manifest
 * @param target id of the card holder; null for a manifest
 * @param template id of the template version
 * @param card our identifier of the bound card
 * @param completed when it reached a final state; null before
 */
public record HttpRequest(
        UUID id,
        RequestStatus status,
        String comment,
        List<DataItem> data,
        @Nullable UUID originator,
        @Nullable UUID target,
        UUID template,
        @Nullable UUID card,
        int priority,
        Instant submitted,
        @Nullable Instant completed) {
    public HttpRequest {
        data = List.copyOf(data);
    }

    /** A named value. */
    public record DataItem(String name, String value) {}
}

package org.cardroom.db.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/**
 * A request as the HTTP API shows it, whatever way it came.
 *
 * @param comment what the originator said
 * @param data what was collected about it, in order
 * @param originator who asked; absent where it came with a manifest
 * @param target whom it is for; absent likewise
 * @param template the version that it was made under
 * @param card our identifier of its card
 * @param completed when it came to its end; absent before
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

    /** A name and what was said for it. */
    public record DataItem(String name, String value) {}
}

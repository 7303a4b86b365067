package org.cardroom.ingest.gateway.requests;

import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/** What a client may set a request to. */
enum Status {
    APPROVED(RequestStatus.APPROVED),
    DENIED(RequestStatus.DENIED),
    CANCELED(RequestStatus.CANCELED),
    COMPLETED(null),
    ABANDONED(null);

    private final @Nullable RequestStatus next;

    Status(@Nullable RequestStatus next) {
        this.next = next;
    }

    /** What it becomes here; absent where the processors decide. */
    @Nullable
    RequestStatus next() {
        return next;
    }
}

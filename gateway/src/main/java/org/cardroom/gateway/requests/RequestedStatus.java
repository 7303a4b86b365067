package org.cardroom.gateway.requests;

import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/** What a client may set a request to. */
enum RequestedStatus {
    APPROVED(RequestStatus.APPROVED),
    DENIED(RequestStatus.DENIED),
    CANCELED(RequestStatus.CANCELED),
    COMPLETED(null),
    ABANDONED(null);

    private final @Nullable RequestStatus targetStatus;

    RequestedStatus(@Nullable RequestStatus next) {
        this.targetStatus = next;
    }

    /** What it becomes here; absent where the processors decide. */
    @Nullable
    RequestStatus targetStatus() {
        return targetStatus;
    }
}

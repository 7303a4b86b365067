package org.cardroom.gateway.requests;

import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/** The statuses that a client can set a request to. */
enum RequestedStatus {
    APPROVED(RequestStatus.APPROVED),
    DENIED(RequestStatus.DENIED),
    CANCELED(RequestStatus.CANCELED),
    COMPLETED(null),
    ABANDONED(null);

    private final @Nullable RequestStatus targetStatus;

    RequestedStatus(@Nullable RequestStatus targetStatus) {
        this.targetStatus = targetStatus;
    }

    /** Returns the status that the gateway sets; absent if the processors decide. */
    @Nullable
    RequestStatus targetStatus() {
        return targetStatus;
    }
}

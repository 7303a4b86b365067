package org.cardroom.domain.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** State of a request, with its number on the wire and the allowed transitions. */
public enum RequestStatus {
    APPROVED(3),
    DENIED(4),
    COMPLETED(8),
    FAILED(9),
    PENDING(16),
    CANCELED(17),
    EXECUTING(18);

    private final int number;

    RequestStatus(int number) {
        this.number = number;
    }

    /** The number on the wire and in the database. */
    public int number() {
        return number;
    }

    /** Returns the state with this number, or throws IllegalArgumentException if there is none. */
    public static RequestStatus fromNumber(int number) {
        return Arrays.stream(values())
                .filter(status -> status.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no request status has the number " + number));
    }

    /** The states that may follow. */
    public Set<RequestStatus> allowedNext() {
        return switch (this) {
            case PENDING -> EnumSet.of(APPROVED, DENIED, CANCELED);
            case APPROVED -> EnumSet.of(EXECUTING, CANCELED);
            case EXECUTING -> EnumSet.of(COMPLETED, FAILED);
            case DENIED, COMPLETED, FAILED, CANCELED -> EnumSet.noneOf(RequestStatus.class);
        };
    }

    /** Returns the next state, or throws IllegalStateException if it may not follow this one. */
    public RequestStatus transitionTo(RequestStatus status) {
        if (!allowedNext().contains(status)) {
            throw new IllegalStateException("a request that is " + this + " does not become " + status);
        }
        return status;
    }
}

package org.cardroom.domain.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A request's state, with its number on the wire, and the table of what may follow what. */
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

    /** Its number on the wire and in the database. */
    public int number() {
        return number;
    }

    /**
     * The state of this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RequestStatus fromNumber(int number) {
        return Arrays.stream(values())
                .filter(status -> status.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no request status has the number " + number));
    }

    /** What may follow it. */
    public Set<RequestStatus> allowedNext() {
        return switch (this) {
            case PENDING -> EnumSet.of(APPROVED, DENIED, CANCELED);
            case APPROVED -> EnumSet.of(EXECUTING, CANCELED);
            case EXECUTING -> EnumSet.of(COMPLETED, FAILED);
            case DENIED, COMPLETED, FAILED, CANCELED -> EnumSet.noneOf(RequestStatus.class);
        };
    }

    /**
     * Goes on to that state.
     *
     * @throws IllegalStateException if it may not follow
     */
    public RequestStatus transitionTo(RequestStatus status) {
        if (!allowedNext().contains(status)) {
            throw new IllegalStateException("a request that is " + this + " does not become " + status);
        }
        return status;
    }
}

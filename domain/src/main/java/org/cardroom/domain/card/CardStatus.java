package org.cardroom.domain.card;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Life-cycle status of a card, with its number on the wire and the allowed transitions. */
public enum CardStatus {
    NEW(0),
    ASSIGNED(1),
    ACTIVE(2),
    DISABLED(3),
    SUSPENDED(5),
    RETIRED(6);

    private final int number;

    CardStatus(int number) {
        this.number = number;
    }

    /** The number on the wire and in the database. */
    public int number() {
        return number;
    }

    /** Returns the status with this number, or throws IllegalArgumentException if there is none. */
    public static CardStatus fromNumber(int number) {
        return Arrays.stream(values())
                .filter(status -> status.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no card status has the number " + number));
    }

    /** The states that may follow. */
    public Set<CardStatus> allowedNext() {
        return switch (this) {
            case NEW -> EnumSet.of(ASSIGNED, RETIRED);
            case ASSIGNED -> EnumSet.of(ACTIVE, RETIRED);
            case ACTIVE -> EnumSet.of(SUSPENDED, DISABLED, RETIRED);
            case SUSPENDED -> EnumSet.of(ACTIVE, RETIRED);
            case DISABLED -> EnumSet.of(RETIRED);
            case RETIRED -> EnumSet.noneOf(CardStatus.class);
        };
    }

    /** Returns the next status, or throws IllegalStateException if it may not follow this one. */
    public CardStatus transitionTo(CardStatus status) {
        if (!allowedNext().contains(status)) {
            throw new IllegalStateException("a card that is " + this + " does not become " + status);
        }
        return status;
    }
}

package org.cardroom.room.chaos;

import org.cardroom.room.chaos.parts.Moment;
import org.cardroom.room.chaos.parts.Part;
import org.cardroom.room.chaos.plan.Fault;
import org.jspecify.annotations.Nullable;

/** One reader as its operator knows it. Used by one thread. */
final class Seat {
    final Part agent;
    final String reader;

    /** The reader asks for a card. */
    boolean ready;

    @Nullable
    Piece piece;

    /** Where the card that is in it is in its exchange; absent once the reader says to take it out. */
    @Nullable
    Moment moment;

    /** What becomes of the card once it is out; absent while it stays in. */
    @Nullable
    Runnable then;

    /** The card in it is to be torn out so; absent where it is not. */
    @Nullable
    Fault tear;

    long insertedAt;

    Seat(Part agent, String reader) {
        this.agent = agent;
        this.reader = reader;
    }

    boolean isBusy() {
        return piece != null && moment != null;
    }

    /** Where its card is, for one that is busy. */
    Moment at() {
        Moment now = moment;
        if (now == null) {
            throw new IllegalStateException("nothing is under way in " + reader);
        }
        return now;
    }
}

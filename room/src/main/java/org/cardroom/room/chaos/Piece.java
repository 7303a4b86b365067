package org.cardroom.room.chaos;

import java.nio.file.Path;
import org.cardroom.events.card.CardId;
import org.cardroom.room.chaos.plan.Kind;
import org.jspecify.annotations.Nullable;

/** One card, and what happened to it. Used by one thread at a time. */
final class Piece {
    final CardId id;
    final Path file;
    /** Kind and algorithm: requests of the same want one like it. */
    final String ware;

    int insertions;
    int hits;
    boolean ended;
    boolean good;
    String lastReason = "never put in";

    private @Nullable Kind hitBy;
    private long hitAt;

    Piece(CardId id, Path file, String ware) {
        this.id = id;
        this.file = file;
        this.ware = ware;
    }

    /** It was in the middle of its exchange when this happened. */
    void hit(Kind kind, long now) {
        hits++;
        if (hitBy == null) {
            hitBy = kind;
            hitAt = now;
        }
    }

    /** The first fault since it was last well; absent where there is none. */
    @Nullable
    Kind hitBy() {
        return hitBy;
    }

    /** Nanoseconds since that fault; it counts no more. */
    long recovered(long now) {
        hitBy = null;
        return now - hitAt;
    }
}

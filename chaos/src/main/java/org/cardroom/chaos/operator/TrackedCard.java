package org.cardroom.chaos.operator;

import java.nio.file.Path;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/** One card, and what happened to it. Used by one thread at a time. */
public final class TrackedCard {
    public final CardId id;
    public final Path file;
    /** Kind and algorithm: requests of the same want one like it. */
    public final String cardType;

    public int insertions;
    public int hitCount;
    boolean ended;
    public boolean issued;
    public String lastReason = "never put in";

    private @Nullable FaultKind hitBy;
    private long hitAt;

    TrackedCard(CardId id, Path file, String ware) {
        this.id = id;
        this.file = file;
        this.cardType = ware;
    }

    /** It was in the middle of its exchange when this happened. */
    void recordHit(FaultKind kind, long now) {
        hitCount++;
        if (hitBy == null) {
            hitBy = kind;
            hitAt = now;
        }
    }

    /** The first fault since it was last well; absent where there is none. */
    @Nullable
    FaultKind firstFault() {
        return hitBy;
    }

    /** Nanoseconds since that fault; it counts no more. */
    long clearFault(long now) {
        hitBy = null;
        return now - hitAt;
    }
}

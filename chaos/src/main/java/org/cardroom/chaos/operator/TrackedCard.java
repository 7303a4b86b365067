package org.cardroom.chaos.operator;

import java.nio.file.Path;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/** A card and its history during the run. Used by one thread at a time. */
public final class TrackedCard {
    public final CardId id;
    public final Path file;
    /** Kind and algorithm; it serves any request with the same. */
    public final String cardType;

    public int insertions;
    public int hitCount;
    boolean ended;
    public boolean issued;
    public String lastReason = "never inserted";

    private @Nullable FaultKind hitBy;
    private long hitAt;

    TrackedCard(CardId id, Path file, String cardType) {
        this.id = id;
        this.file = file;
        this.cardType = cardType;
    }

    /** Records that a fault hit the card. */
    void recordHit(FaultKind kind, long now) {
        hitCount++;
        if (hitBy == null) {
            hitBy = kind;
            hitAt = now;
        }
    }

    /** Returns the first fault since the last {@link #clearFault}, if any. */
    @Nullable
    FaultKind firstFault() {
        return hitBy;
    }

    /** Clears the fault; returns the nanoseconds since it. */
    long clearFault(long now) {
        hitBy = null;
        return now - hitAt;
    }
}

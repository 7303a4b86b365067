package org.cardroom.chaos.operator;

import org.cardroom.chaos.plan.PlannedFault;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.process.SupervisedProcess;
import org.jspecify.annotations.Nullable;

/** One reader as its operator knows it. Used by one thread. */
public final class ReaderState {
    public final SupervisedProcess agent;
    final String reader;

    /** The reader asks for a card. */
    boolean ready;

    @Nullable
    public TrackedCard card;

    /** Where the card that is in it is in its exchange; absent once the reader says to take it out. */
    @Nullable
    ExchangePhase currentPhase;

    /** What becomes of the card once it is out; absent while it stays in. */
    @Nullable
    Runnable onRemoved;

    /** The card in it is to be torn out so; absent where it is not. */
    @Nullable
    PlannedFault plannedTear;

    long insertedAt;

    ReaderState(SupervisedProcess agent, String reader) {
        this.agent = agent;
        this.reader = reader;
    }

    public boolean isBusy() {
        return card != null && currentPhase != null;
    }

    /** Where its card is, for one that is busy. */
    public ExchangePhase phase() {
        ExchangePhase now = currentPhase;
        if (now == null) {
            throw new IllegalStateException("nothing is under way in " + reader);
        }
        return now;
    }
}

package org.cardroom.chaos.operator;

import org.cardroom.chaos.plan.PlannedFault;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.process.SupervisedProcess;
import org.jspecify.annotations.Nullable;

/** A reader as its operator sees it. Used by one thread. */
public final class ReaderState {
    public final SupervisedProcess agent;
    final String reader;

    /** Whether the reader asks for a card. */
    boolean ready;

    @Nullable
    public TrackedCard card;

    /** The phase of the inserted card; null once its removal was requested. */
    @Nullable
    ExchangePhase currentPhase;

    /** The action after the removal of the card; null if no removal was requested. */
    @Nullable
    Runnable onRemoved;

    /** The tear scheduled for the inserted card, if any. */
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

    /** Returns the phase of the card in a busy reader. */
    public ExchangePhase phase() {
        ExchangePhase now = currentPhase;
        if (now == null) {
            throw new IllegalStateException("no card is being processed in " + reader);
        }
        return now;
    }
}

package org.cardroom.agent;

import java.util.concurrent.CompletableFuture;
import org.cardroom.events.message.SlotState;

/** When a run ends by itself, and how. */
final class RunEnd implements SlotObserver {
    private final boolean once;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    /** With one card, or never. */
    RunEnd(boolean once) {
        this.once = once;
    }

    @Override
    public void shows(Shown shown) {
        if (once && (shown.state() == SlotState.FAULT || shown.state() == SlotState.QUARANTINED)) {
            end.complete(false);
        }
    }

    @Override
    public void ended(String slot, boolean good) {
        if (once) {
            end.complete(good);
        }
    }

    /** Does this when it ends, at once if it has. */
    void then(Runnable work) {
        var unused = end.whenComplete((good, failure) -> work.run());
    }

    /**
     * How it ended: 0 well, 1 not; one that was interrupted before its card was issued is not well.
     *
     * @throws org.cardroom.events.command.CannotRun if the agent may not go on
     */
    int code() {
        return end.getNow(!once) ? 0 : 1;
    }
}

package org.cardroom.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;

/** When a run ends by itself, and how. */
final class RunEnd implements SlotObserver {
    private final boolean once;
    private final AgentFolder folder;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    /**
     * That of the agent in this folder.
     *
     * @param once whether it ends with one card
     */
    RunEnd(boolean once, AgentFolder folder) {
        this.once = once;
        this.folder = folder;
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

    @Override
    public void dismissed(EnrolmentNotice notice) {
        end.completeExceptionally(new EnvironmentException(folder.whatToDo(notice)));
    }

    /** Does this when it ends, at once if it has. */
    void then(Runnable work) {
        var unused = end.whenComplete((good, failure) -> work.run());
    }

    /**
     * How it ended: 0 well, 1 not; one that was interrupted before its card was issued is not well.
     *
     * @throws EnvironmentException if the agent may not go on
     */
    int code() {
        try {
            return end.getNow(!once) ? 0 : 1;
        } catch (CompletionException e) {
            throw e.getCause() instanceof EnvironmentException cannot ? cannot : e;
        }
    }
}

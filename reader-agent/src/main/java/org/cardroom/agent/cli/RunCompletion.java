package org.cardroom.agent.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;

/** When a run ends by itself, and how. */
final class RunCompletion implements SlotObserver {
    private final boolean once;
    private final AgentDirectory agentDirectory;
    private final CompletableFuture<Boolean> completion = new CompletableFuture<>();

    /**
     * That of the agent in this folder.
     *
     * @param once whether it ends with one card
     */
    RunCompletion(boolean once, AgentDirectory agentDirectory) {
        this.once = once;
        this.agentDirectory = agentDirectory;
    }

    @Override
    public void statusChanged(SlotStatus status) {
        if (once && (status.state() == SlotState.FAULT || status.state() == SlotState.QUARANTINED)) {
            completion.complete(false);
        }
    }

    @Override
    public void cardFinished(String slot, boolean good) {
        if (once) {
            completion.complete(good);
        }
    }

    @Override
    public void agentRefused(EnrolmentNotice notice) {
        completion.completeExceptionally(new EnvironmentException(agentDirectory.enrolmentAdvice(notice)));
    }

    /** Does this when it ends, at once if it has. */
    void onCompletion(Runnable work) {
        var unused = completion.whenComplete((good, failure) -> work.run());
    }

    /**
     * How it ended: 0 well, 1 not; one that was interrupted before its card was issued is not well.
     *
     * @throws EnvironmentException if the agent may not go on
     */
    int exitCode() {
        try {
            return completion.getNow(!once) ? 0 : 1;
        } catch (CompletionException e) {
            throw e.getCause() instanceof EnvironmentException cannot ? cannot : e;
        }
    }
}

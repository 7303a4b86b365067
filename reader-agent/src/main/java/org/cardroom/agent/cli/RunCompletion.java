package org.cardroom.agent.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;

/** Ends the run when the agent is refused, or with {@code --once} after one card. Safe from any thread. */
final class RunCompletion implements SlotObserver {
    private final boolean once;
    private final AgentDirectory directory;
    private final CompletableFuture<Boolean> completion = new CompletableFuture<>();

    RunCompletion(boolean once, AgentDirectory directory) {
        this.once = once;
        this.directory = directory;
    }

    @Override
    public void statusChanged(SlotStatus status) {
        if (once && (status.state() == SlotState.FAULT || status.state() == SlotState.QUARANTINED)) {
            completion.complete(false);
        }
    }

    @Override
    public void cardFinished(String slot, boolean issued) {
        if (once) {
            completion.complete(issued);
        }
    }

    @Override
    public void agentRefused(EnrolmentNotice notice) {
        completion.completeExceptionally(new EnvironmentException(directory.enrolmentAdvice(notice)));
    }

    /** Runs this when the run is complete, at once if it already is. */
    void onCompletion(Runnable work) {
        var unused = completion.whenComplete((issued, failure) -> work.run());
    }

    /** Returns 1 if the card of {@code --once} was not issued, 0 otherwise; throws if the agent was refused. */
    int exitCode() {
        try {
            return completion.getNow(!once) ? 0 : 1;
        } catch (CompletionException e) {
            throw e.getCause() instanceof EnvironmentException refusal ? refusal : e;
        }
    }
}

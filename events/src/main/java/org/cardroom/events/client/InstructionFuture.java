package org.cardroom.events.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;

/** A published event and its pending instruction. Not thread-safe. */
public final class InstructionFuture {
    private final EventPublication publication;
    private final PendingRequest pending;
    private final PendingRequestRegistry pendingRequests;
    private final Duration timeout;

    InstructionFuture(
            EventPublication publication,
            PendingRequest pending,
            PendingRequestRegistry pendingRequests,
            Duration timeout) {
        this.publication = publication;
        this.pending = pending;
        this.pendingRequests = pendingRequests;
        this.timeout = timeout;
    }

    /**
     * An authentic instruction that matches the request.
     * @param instruction the receiver closes it
     * @param elapsed from the publication of the event to the arrival of the instruction
     */
    public record ReceivedInstruction(InstructionEnvelope envelope, Instruction instruction, Duration elapsed) {}

    /** The publication of the event. */
    public EventPublication publication() {
        return publication;
    }

    /** Waits for the instruction until the timeout; empty if none arrived, or the client was closed. */
    public Optional<ReceivedInstruction> await() {
        try {
            return pending.response.get(Math.max(0, remainingNanos(timeout)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return timeout();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it exceptionally", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timeout();
        }
    }

    private Optional<ReceivedInstruction> timeout() {
        pendingRequests.timeout(pending);
        return pending.response.join();
    }

    /** Whether an instruction must no longer be used: its own lifetime or the client's timeout has passed. */
    public boolean isExpired(ReceivedInstruction received) {
        Duration lifetime = Duration.ofMillis(received.envelope().lifetimeMillis());
        return remainingNanos(lifetime.compareTo(timeout) < 0 ? lifetime : timeout) <= 0;
    }

    private long remainingNanos(Duration bound) {
        return bound.toNanos() - (System.nanoTime() - pending.context.challengedAtNanos());
    }
}

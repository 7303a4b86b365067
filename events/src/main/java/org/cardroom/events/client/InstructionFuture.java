package org.cardroom.events.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;

/** An event that was published, and the instruction that is to answer it. Not thread-safe. */
public final class InstructionFuture {
    private final EventPublication publication;
    private final PendingRequest pending;
    private final PendingRequestRegistry pendingRequests;
    private final Duration timeout;

    InstructionFuture(
            EventPublication publication,
            PendingRequest pending,
            PendingRequestRegistry pendingRequests,
            Duration patience) {
        this.publication = publication;
        this.pending = pending;
        this.pendingRequests = pendingRequests;
        this.timeout = patience;
    }

    /**
     * An authentic instruction for the card that asked.
     *
     * @param instruction for the receiver to close
     * @param elapsed from the publishing of the event to the arrival of the instruction
     */
    public record ReceivedInstruction(InstructionEnvelope envelope, Instruction instruction, Duration elapsed) {}

    /** The event on its way. */
    public EventPublication publication() {
        return publication;
    }

    /** Waits for the instruction as long as one may be used; empty if none came until then, or the link was closed. */
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

    /** Whether an instruction must not be used any more: its own lifetime has passed, or the patience of the link. */
    public boolean isExpired(ReceivedInstruction received) {
        Duration lifetime = Duration.ofMillis(received.envelope().lifetimeMillis());
        return remainingNanos(lifetime.compareTo(timeout) < 0 ? lifetime : timeout) <= 0;
    }

    private long remainingNanos(Duration bound) {
        return bound.toNanos() - (System.nanoTime() - pending.context.challengedAtNanos());
    }
}

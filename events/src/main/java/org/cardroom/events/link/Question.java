package org.cardroom.events.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;

/** An event that was published, and the instruction that is to answer it. Not thread-safe. */
public final class Question {
    private final Posted posted;
    private final Waiting waiting;
    private final Desk desk;
    private final Duration patience;

    Question(Posted posted, Waiting waiting, Desk desk, Duration patience) {
        this.posted = posted;
        this.waiting = waiting;
        this.desk = desk;
        this.patience = patience;
    }

    /**
     * An authentic instruction for the card that asked.
     *
     * @param instruction for the receiver to close
     * @param took from the publishing of the event to the arrival of the instruction
     */
    public record Told(Envelope envelope, Instruction instruction, Duration took) {}

    /** The event on its way. */
    public Posted posted() {
        return posted;
    }

    /** Waits for the instruction as long as one may be used; empty if none came until then, or the link was closed. */
    public Optional<Told> await() {
        try {
            return waiting.told.get(Math.max(0, left(patience)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it exceptionally", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp();
        }
    }

    private Optional<Told> giveUp() {
        desk.giveUp(waiting);
        return waiting.told.join();
    }

    /** Whether an instruction must not be used any more: its own lifetime has passed, or the patience of the link. */
    public boolean isLate(Told told) {
        Duration lifetime = Duration.ofMillis(told.envelope().lifetimeMillis());
        return left(lifetime.compareTo(patience) < 0 ? lifetime : patience) <= 0;
    }

    private long left(Duration bound) {
        return bound.toNanos() - (System.nanoTime() - waiting.subject.since());
    }
}

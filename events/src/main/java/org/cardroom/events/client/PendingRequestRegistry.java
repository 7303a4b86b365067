package org.cardroom.events.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.cache.BoundedMap;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches instructions with pending requests; each instruction and each request is used once. Safe from any thread.
 */
final class PendingRequestRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(PendingRequestRegistry.class);
    private static final int MAX_TIMED_OUT = 256;

    private final Map<UUID, PendingRequest> open = new HashMap<>();
    private final Map<UUID, PendingRequest> timedOut = BoundedMap.inInsertionOrder(MAX_TIMED_OUT);
    private long unmatched;
    private boolean closed;

    synchronized void register(PendingRequest pending) {
        open.put(pending.event, pending);
        if (closed) {
            timeout(pending);
        }
    }

    /** Times out a request, unless it was completed: its instruction counts as late from now on. */
    synchronized void timeout(PendingRequest pending) {
        if (open.remove(pending.event, pending)) {
            timedOut.put(pending.event, pending);
            pending.completeEmpty();
        }
    }

    /** Completes the matching request; only an authentic instruction does, since forged ones can be written. */
    void complete(SealedInstruction sealed) {
        PendingRequest pending = findPending(sealed.envelope().event());
        Optional<Instruction> instruction = pending == null ? Optional.empty() : pending.unseal(sealed);
        if (pending == null || instruction.isEmpty()) {
            countUnmatched();
        } else if (removeOpen(pending)) {
            pending.complete(sealed.envelope(), instruction.get());
        } else {
            instruction.get().close();
            if (removeTimedOut(pending)) {
                pending.lateHandler.accept(sealed.envelope());
            }
        }
    }

    private synchronized @Nullable PendingRequest findPending(UUID event) {
        PendingRequest pending = open.get(event);
        return pending == null ? timedOut.get(event) : pending;
    }

    private synchronized boolean removeOpen(PendingRequest pending) {
        return open.remove(pending.event, pending);
    }

    private synchronized boolean removeTimedOut(PendingRequest pending) {
        return timedOut.remove(pending.event, pending);
    }

    synchronized void countUnmatched() {
        unmatched++;
        LOG.debug("instruction without a pending request skipped; count={}", unmatched);
    }

    synchronized long unmatchedCount() {
        return unmatched;
    }

    synchronized void close() {
        closed = true;
        List.copyOf(open.values()).forEach(this::timeout);
    }
}

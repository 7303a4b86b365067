package org.cardroom.events.link;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where instructions are matched with those who wait for them: each instruction once, each waiting one once. Safe from
 * any thread.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int MOST_GIVEN_UP = 256;

    private final Map<UUID, Waiting> open = new HashMap<>();
    private final Map<UUID, Waiting> givenUp = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Waiting> eldest) {
            return size() > MOST_GIVEN_UP;
        }
    };
    private long ignored;
    private boolean closed;

    synchronized void open(Waiting waiting) {
        open.put(waiting.event, waiting);
        if (closed) {
            giveUp(waiting);
        }
    }

    /** From now on its instruction is late, unless it was taken already. */
    synchronized void giveUp(Waiting waiting) {
        if (open.remove(waiting.event, waiting)) {
            givenUp.put(waiting.event, waiting);
            waiting.tellNothing();
        }
    }

    /** Only an authentic instruction ends a waiting: anybody can write a false one. */
    void take(SealedInstruction sealed) {
        Waiting waiting = waitingFor(sealed.envelope().event());
        Optional<Instruction> instruction = waiting == null ? Optional.empty() : waiting.open(sealed);
        if (waiting == null || instruction.isEmpty()) {
            ignore();
        } else if (isStillOpen(waiting)) {
            waiting.tell(sealed.envelope(), instruction.get());
        } else {
            instruction.get().close();
            if (isLate(waiting)) {
                waiting.late.accept(sealed.envelope());
            }
        }
    }

    private synchronized @Nullable Waiting waitingFor(UUID event) {
        Waiting waiting = open.get(event);
        return waiting == null ? givenUp.get(event) : waiting;
    }

    private synchronized boolean isStillOpen(Waiting waiting) {
        return open.remove(waiting.event, waiting);
    }

    private synchronized boolean isLate(Waiting waiting) {
        return givenUp.remove(waiting.event, waiting);
    }

    synchronized void ignore() {
        ignored++;
        LOG.debug("an instruction that is for nobody here: {} so far", ignored);
    }

    synchronized long ignored() {
        return ignored;
    }

    synchronized void close() {
        closed = true;
        List.copyOf(open.values()).forEach(this::giveUp);
    }
}

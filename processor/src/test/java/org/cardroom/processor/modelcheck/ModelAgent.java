package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.JournalSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * An agent with one slot.
 * @param journal on its disk
 * @param waiting the session that is open in it
 * @param timedOut what it waited for and does not any more: an instruction that comes all the same is reported
 */
record ModelAgent(
        String name, JournalSnapshot journal, @Nullable WaitingSession waiting, List<WaitingSession> timedOut) {
    /**
     * A session, and the question that it waits with.
     * @param askingEvent the event that asks
     * @param cardPresent whether the card is still the one that was connected
     */
    record WaitingSession(UUID session, UUID askingEvent, boolean cardPresent) {
        boolean asked(ModelInstruction instruction) {
            return instruction.event().equals(askingEvent)
                    && instruction.session().equals(session);
        }

        WaitingSession asking(UUID event) {
            return new WaitingSession(session, event, cardPresent);
        }

        WaitingSession gone() {
            return new WaitingSession(session, askingEvent, false);
        }
    }

    static ModelAgent fresh(String name) {
        return new ModelAgent(name, new JournalSnapshot(UuidGenerator.next(), List.of()), null, List.of());
    }

    /** Whether it knows nothing that it could lose. */
    boolean isFresh() {
        return waiting == null && timedOut.isEmpty() && journal.writes().isEmpty();
    }

    boolean holdsTheCard() {
        return waiting != null && waiting.cardPresent();
    }

    /** Whether it waits for this, or waited and would report it. */
    boolean mayTake(ModelInstruction instruction) {
        return (waiting != null && waiting.asked(instruction))
                || timedOut.stream().anyMatch(s -> s.asked(instruction));
    }

    ModelAgent with(JournalSnapshot next) {
        return new ModelAgent(name, next, waiting, timedOut);
    }

    ModelAgent with(@Nullable WaitingSession next) {
        return new ModelAgent(name, journal, next, timedOut);
    }

    /** From now on an instruction for this question is late. */
    ModelAgent givingUp(WaitingSession question) {
        List<WaitingSession> more = new ArrayList<>(timedOut);
        more.add(question);
        return new ModelAgent(name, journal, null, List.copyOf(more));
    }

    ModelAgent toldLate(WaitingSession question) {
        List<WaitingSession> fewer = new ArrayList<>(timedOut);
        fewer.remove(question);
        return new ModelAgent(name, journal, waiting, List.copyOf(fewer));
    }

    /** Killed and started again. */
    ModelAgent restarted(boolean journalKept) {
        JournalSnapshot now = journalKept ? journal : new JournalSnapshot(UuidGenerator.next(), List.of());
        return new ModelAgent(name, now, null, List.of());
    }
}

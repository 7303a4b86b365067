package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.JournalSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * An agent with one slot.
 *
 * @param journal on its disk
 * @param sitting the session that is open in it
 * @param givenUp what it waited for and does not any more: an instruction that comes all the same is reported
 */
record ModelAgent(String name, JournalSnapshot journal, @Nullable Sitting sitting, List<Sitting> givenUp) {
    /**
     * A session, and the question that it waits with.
     *
     * @param question the event that asks
     * @param here whether the card is still the one that was connected
     */
    record Sitting(UUID session, UUID question, boolean here) {
        boolean asked(ModelTold told) {
            return told.event().equals(question) && told.session().equals(session);
        }

        Sitting asking(UUID event) {
            return new Sitting(session, event, here);
        }

        Sitting gone() {
            return new Sitting(session, question, false);
        }
    }

    static ModelAgent fresh(String name) {
        return new ModelAgent(name, new JournalSnapshot(UuidGenerator.next(), List.of()), null, List.of());
    }

    /** Whether it knows nothing that it could lose. */
    boolean isFresh() {
        return sitting == null && givenUp.isEmpty() && journal.writes().isEmpty();
    }

    boolean holdsTheCard() {
        return sitting != null && sitting.here();
    }

    /** Whether it waits for this, or waited and would report it. */
    boolean mayTake(ModelTold told) {
        return (sitting != null && sitting.asked(told)) || givenUp.stream().anyMatch(s -> s.asked(told));
    }

    ModelAgent with(JournalSnapshot next) {
        return new ModelAgent(name, next, sitting, givenUp);
    }

    ModelAgent with(@Nullable Sitting next) {
        return new ModelAgent(name, journal, next, givenUp);
    }

    /** From now on an instruction for this question is late. */
    ModelAgent givingUp(Sitting question) {
        List<Sitting> more = new ArrayList<>(givenUp);
        more.add(question);
        return new ModelAgent(name, journal, null, List.copyOf(more));
    }

    ModelAgent toldLate(Sitting question) {
        List<Sitting> fewer = new ArrayList<>(givenUp);
        fewer.remove(question);
        return new ModelAgent(name, journal, sitting, List.copyOf(fewer));
    }

    /** Killed and started again. */
    ModelAgent restarted(boolean journalKept) {
        JournalSnapshot now = journalKept ? journal : new JournalSnapshot(UuidGenerator.next(), List.of());
        return new ModelAgent(name, now, null, List.of());
    }
}

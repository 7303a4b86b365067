package org.cardroom.events.message;

import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.MessageValidation;

/**
 * What an agent's journal holds about one card: every write it was about to make. An entry is durable before the write
 * is sent, so a write that has no entry was never sent by this journal's agent.
 *
 * @param id drawn when the journal's file was made: another id is another memory
 * @param writes in the order they were made
 */
public record JournalSnapshot(UUID id, List<JournalledWrite> writes) {
    private static final int MOST_WRITES = 64;

    public JournalSnapshot {
        MessageValidation.requirePresent("journal id", id);
        writes = List.copyOf(MessageValidation.requirePresent("journal writes", writes));
        if (writes.size() > MOST_WRITES) {
            throw new IllegalArgumentException(
                    "a journal carries at most " + MOST_WRITES + " writes, this has " + writes.size());
        }
    }

    /** Whether a write of this instruction may have reached the card at this stage. */
    public boolean mayHaveWritten(UUID instruction, InstructionProgress progress) {
        return writes.contains(new JournalledWrite(instruction, progress));
    }

    /**
     * One write that was about to be made.
     *
     * @param instruction the instruction that told it
     * @param stage which of its writes: FILES, ANSWER, KEY, PIN or PUK
     */
    public record JournalledWrite(UUID instruction, InstructionProgress stage) {
        public JournalledWrite {
            MessageValidation.requirePresent("instruction id", instruction);
            MessageValidation.requirePresent("stage", stage);
        }
    }
}

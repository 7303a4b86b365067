package org.cardroom.events.message;

import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.MessageValidation;

/**
 * An agent's journal entries of one card, one for each intended write. An entry is durable before the write is sent, so a
 * write without an entry was never sent by this journal's agent.
 * @param id random, created with the journal file; another id means that earlier entries are lost
 * @param writes in order
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
     * One intended write.
     * @param instruction the instruction that it belongs to
     * @param stage which of its writes: FILES, ANSWER, KEY, PIN or PUK
     */
    public record JournalledWrite(UUID instruction, InstructionProgress stage) {
        public JournalledWrite {
            MessageValidation.requirePresent("instruction id", instruction);
            MessageValidation.requirePresent("stage", stage);
        }
    }
}

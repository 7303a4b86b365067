package org.cardroom.events.message;

import java.util.List;
import java.util.UUID;

/**
 * What an agent's journal holds about one card: every write it was about to make. An entry is durable before the write
 * is sent, so a write that has no entry was never sent by this journal's agent.
 *
 * @param id drawn when the journal's file was made: another id is another memory
 * @param writes in the order they were made
 */
public record Journal(UUID id, List<Write> writes) {
    private static final int MOST_WRITES = 64;

    public Journal {
        Checks.present("journal id", id);
        writes = List.copyOf(Checks.present("journal writes", writes));
        if (writes.size() > MOST_WRITES) {
            throw new IllegalArgumentException(
                    "a journal carries at most " + MOST_WRITES + " writes, this has " + writes.size());
        }
    }

    /** Whether a write of this instruction may have reached the card at this stage. */
    public boolean sent(UUID instruction, Stage stage) {
        return writes.contains(new Write(instruction, stage));
    }

    /**
     * One write that was about to be made.
     *
     * @param instruction the instruction that told it
     * @param stage which of its writes: FILES, ANSWER, KEY, PIN or PUK
     */
    public record Write(UUID instruction, Stage stage) {
        public Write {
            Checks.present("instruction id", instruction);
            Checks.present("stage", stage);
        }
    }
}

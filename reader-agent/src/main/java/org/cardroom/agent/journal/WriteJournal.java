package org.cardroom.agent.journal;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.LockFile;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.JournalSnapshot.JournalledWrite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead journal of one agent's writes to cards. An entry is on disk before {@link #recordIntent} returns, so a
 * write without an entry was never sent. Safe from any thread, but a thread that uses it must not be interrupted: that
 * would close the file.
 */
public final class WriteJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteJournal.class);
    private static final long COMPACT_AT = 1024 * 1024;

    private final Path path;
    private final LockFile lock;
    private final JournalState state;
    private AppendOnlyFile file;
    private long compacted;

    private WriteJournal(Path path, LockFile lock, JournalState state, AppendOnlyFile file) {
        this.path = path;
        this.lock = lock;
        this.state = state;
        this.file = file;
    }

    /**
     * Opens the journal, or creates one. A damaged journal is renamed, and the new one has another id.
     * @throws EnvironmentException if another agent uses the journal, or it cannot be read or written
     */
    public static WriteJournal open(Path path) {
        try {
            LockFile lock = LockFile.acquire(
                    path.resolveSibling(path.getFileName() + ".lock"), "another agent uses the journal " + path);
            JournalState state = recover(path);
            return new WriteJournal(path, lock, state, AppendOnlyFile.replace(path, state.lines()));
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the journal " + path + " (" + e.getMessage() + ")", e);
        }
    }

    private static JournalState recover(Path path) throws IOException {
        List<String> lines = AppendOnlyFile.readCompleteLines(path);
        Optional<JournalState> state = JournalState.fromLines(lines);
        if (state.isEmpty() && !lines.isEmpty()) {
            Path damaged = path.resolveSibling(path.getFileName() + ".damaged");
            Files.move(path, damaged, REPLACE_EXISTING);
            LOG.warn("journal damaged, new journal started; old={}", damaged);
        }
        return state.orElseGet(JournalState::createEmpty);
    }

    /**
     * Records a write that is about to be sent.
     * @param progress FILES, ANSWER, KEY, PIN or PUK
     * @throws IOException if the entry is not on disk: then the write must not be sent
     */
    public synchronized void recordIntent(CardId card, UUID instruction, InstructionProgress progress)
            throws IOException {
        JournalEntry entry = new JournalEntry(card, new JournalledWrite(instruction, progress));
        file.appendAndSync(entry.encode());
        state.apply(entry);
    }

    /** Returns the last 64 writes of a card, as they are reported to the processors. */
    public synchronized JournalSnapshot snapshot(CardId card) {
        return state.snapshot(card);
    }

    /**
     * Marks a card as done after its last report was delivered. It is forgotten once 500 others were done after it: the
     * report may still be lost, and a forgotten write counts as never sent.
     */
    public synchronized void markDone(CardId card) {
        JournalEntry entry = new JournalEntry(card, null);
        state.apply(entry);
        try {
            file.appendUnsynced(entry.encode());
            if (file.length() > COMPACT_AT + 2 * compacted) {
                compact();
            }
        } catch (IOException e) {
            LOG.warn("journal compaction failed; error={}; check the disk", e.getMessage());
        }
    }

    private void compact() throws IOException {
        AppendOnlyFile replacement = AppendOnlyFile.replace(path, state.lines());
        file.close();
        file = replacement;
        compacted = file.length();
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("journal not closed; error={}", e.getMessage());
        }
    }
}

package org.cardroom.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot.JournalledWrite;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal's file: words, then their CRC-32, which detects a line that was written partly.
 * @param card the card that the line is about
 * @param write the write about to be sent; absent if the card is done and its writes may be forgotten
 */
record JournalEntry(CardId card, @Nullable JournalledWrite write) {
    /** Returns the first line of a journal, which has its id. */
    static String encodeHeader(UUID id) {
        return withChecksum("journal " + id);
    }

    static Optional<UUID> parseHeader(String line) {
        return parseWords(line, "journal", 2).map(words -> UUID.fromString(words[1]));
    }

    String encode() {
        return write == null
                ? withChecksum("done " + card)
                : withChecksum("write " + card + " " + write.instruction() + " " + write.stage());
    }

    static Optional<JournalEntry> parse(String line) {
        return parseWords(line, "write", 4)
                .map(words -> new JournalEntry(
                        new CardId(words[1]),
                        new JournalledWrite(UUID.fromString(words[2]), InstructionProgress.valueOf(words[3]))))
                .or(() -> parseWords(line, "done", 2).map(words -> new JournalEntry(new CardId(words[1]), null)));
    }

    private static Optional<String[]> parseWords(String line, String first, int count) {
        int end = line.lastIndexOf(' ');
        if (end < 0 || !line.equals(withChecksum(line.substring(0, end)))) {
            return Optional.empty();
        }
        String[] words = line.substring(0, end).split(" ", -1);
        return words[0].equals(first) && words.length == count ? Optional.of(words) : Optional.empty();
    }

    private static String withChecksum(String words) {
        CRC32 checksum = new CRC32();
        checksum.update(words.getBytes(StandardCharsets.UTF_8));
        return words + " " + "%08x".formatted(checksum.getValue());
    }
}

package org.cardroom.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal's file: words, then a checksum that a half-written line does not have.
 *
 * @param card whose line it is
 * @param write what was about to be made; absent where the card is done and its writes may be forgotten
 */
record JournalEntry(CardId card, JournalSnapshot.@Nullable JournalledWrite write) {
    /** The first line: the journal's id. */
    static String header(UUID id) {
        return checked("journal " + id);
    }

    static Optional<UUID> header(String line) {
        return words(line, "journal", 2).map(words -> UUID.fromString(words[1]));
    }

    String encode() {
        return write == null
                ? checked("done " + card)
                : checked("write " + card + " " + write.instruction() + " " + write.stage());
    }

    static Optional<JournalEntry> parse(String line) {
        return words(line, "write", 4)
                .map(words -> new JournalEntry(new CardId(words[1]), write(words)))
                .or(() -> words(line, "done", 2).map(words -> new JournalEntry(new CardId(words[1]), null)));
    }

    private static JournalSnapshot.JournalledWrite write(String[] words) {
        return new JournalSnapshot.JournalledWrite(UUID.fromString(words[2]), InstructionProgress.valueOf(words[3]));
    }

    private static Optional<String[]> words(String line, String first, int count) {
        int end = line.lastIndexOf(' ');
        if (end < 0 || !line.equals(checked(line.substring(0, end)))) {
            return Optional.empty();
        }
        String[] words = line.substring(0, end).split(" ", -1);
        return words[0].equals(first) && words.length == count ? Optional.of(words) : Optional.empty();
    }

    private static String checked(String words) {
        CRC32 checksum = new CRC32();
        checksum.update(words.getBytes(StandardCharsets.UTF_8));
        return words + " " + "%08x".formatted(checksum.getValue());
    }
}

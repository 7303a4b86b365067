package org.cardroom.agent.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.JournalSnapshot.JournalledWrite;

/**
 * The journal in memory: the writes of all cards that are not done, and of the last 500 that are done. Those are kept
 * because a delivered report may still be lost, and a forgotten write counts as never sent. Not thread-safe.
 */
final class JournalState {
    private static final int MAX_WRITES = 64;
    private static final int MAX_DONE = 500;

    private final UUID id;
    private final Map<CardId, List<JournalledWrite>> writes = new LinkedHashMap<>();
    private final Set<CardId> done = new LinkedHashSet<>();

    private JournalState(UUID id) {
        this.id = id;
    }

    static JournalState createEmpty() {
        return new JournalState(UuidGenerator.next());
    }

    /** Restores a state. The last line may be damaged: its write was never sent. Empty if another line is damaged. */
    static Optional<JournalState> fromLines(List<String> lines) {
        Optional<UUID> id = lines.isEmpty() ? Optional.empty() : JournalEntry.parseHeader(lines.get(0));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        JournalState state = new JournalState(id.get());
        List<Optional<JournalEntry>> parsed =
                lines.stream().skip(1).map(JournalEntry::parse).toList();
        long readable = parsed.stream().takeWhile(Optional::isPresent).count();
        parsed.stream().flatMap(Optional::stream).forEach(state::apply);
        return readable >= parsed.size() - 1 ? Optional.of(state) : Optional.empty();
    }

    void apply(JournalEntry entry) {
        done.remove(entry.card());
        if (entry.write() == null) {
            markDone(entry.card());
            return;
        }
        List<JournalledWrite> cardWrites = writes.computeIfAbsent(entry.card(), card -> new ArrayList<>());
        cardWrites.add(entry.write());
        if (cardWrites.size() > MAX_WRITES) {
            cardWrites.remove(0);
        }
    }

    private void markDone(CardId card) {
        if (writes.containsKey(card)) {
            done.add(card);
        }
        if (done.size() > MAX_DONE) {
            CardId eldest = done.iterator().next();
            done.remove(eldest);
            writes.remove(eldest);
        }
    }

    JournalSnapshot snapshot(CardId card) {
        return new JournalSnapshot(id, writes.getOrDefault(card, List.of()));
    }

    /** Returns the lines from which {@link #fromLines} restores this state. */
    List<String> lines() {
        Stream<JournalEntry> writeEntries = writes.entrySet().stream()
                .flatMap(card -> card.getValue().stream().map(write -> new JournalEntry(card.getKey(), write)));
        Stream<JournalEntry> doneEntries = done.stream().map(card -> new JournalEntry(card, null));
        return Stream.concat(
                        Stream.of(JournalEntry.encodeHeader(id)),
                        Stream.concat(writeEntries, doneEntries).map(JournalEntry::encode))
                .toList();
    }
}

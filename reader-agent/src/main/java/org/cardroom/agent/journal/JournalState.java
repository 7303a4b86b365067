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

/**
 * The writes of all cards that are not done, and of those that were done last: a report that arrived may be lost all the
 * same, and what is not remembered counts as never sent. Not thread-safe.
 */
final class JournalState {
    private static final int MAX_WRITES = 64;
    private static final int MAX_DONE = 500;

    private final UUID id;
    private final Map<CardId, List<JournalSnapshot.JournalledWrite>> writes = new LinkedHashMap<>();
    private final Set<CardId> done = new LinkedHashSet<>();

    private JournalState(UUID id) {
        this.id = id;
    }

    /** Nothing, under a new id. */
    static JournalState createEmpty() {
        return new JournalState(UuidGenerator.next());
    }

    /**
     * What these lines tell. The last one may be half written: it was not on the disk for sure, so its write was never
     * sent.
     *
     * @return empty if another line is damaged
     */
    static Optional<JournalState> of(List<String> lines) {
        Optional<UUID> id = lines.isEmpty() ? Optional.empty() : JournalEntry.header(lines.get(0));
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
        List<JournalSnapshot.JournalledWrite> ofCard = writes.computeIfAbsent(entry.card(), card -> new ArrayList<>());
        ofCard.add(entry.write());
        if (ofCard.size() > MAX_WRITES) {
            ofCard.remove(0);
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

    JournalSnapshot of(CardId card) {
        return new JournalSnapshot(id, writes.getOrDefault(card, List.of()));
    }

    /** The lines that tell it. */
    List<String> lines() {
        Stream<JournalEntry> notes = writes.entrySet().stream()
                .flatMap(card -> card.getValue().stream().map(write -> new JournalEntry(card.getKey(), write)));
        Stream<JournalEntry> ends = done.stream().map(card -> new JournalEntry(card, null));
        return Stream.concat(
                        Stream.of(JournalEntry.header(id)),
                        Stream.concat(notes, ends).map(JournalEntry::encode))
                .toList();
    }
}

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
final class Memory {
    private static final int MOST_WRITES = 64;
    private static final int MOST_DONE = 500;

    private final UUID id;
    private final Map<CardId, List<JournalSnapshot.JournalledWrite>> writes = new LinkedHashMap<>();
    private final Set<CardId> done = new LinkedHashSet<>();

    private Memory(UUID id) {
        this.id = id;
    }

    /** Nothing, under a new id. */
    static Memory fresh() {
        return new Memory(UuidGenerator.next());
    }

    /**
     * What these lines tell. The last one may be half written: it was not on the disk for sure, so its write was never
     * sent.
     *
     * @return empty if another line is damaged
     */
    static Optional<Memory> of(List<String> lines) {
        Optional<UUID> id = lines.isEmpty() ? Optional.empty() : Line.header(lines.get(0));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Memory memory = new Memory(id.get());
        List<Optional<Line>> parsed = lines.stream().skip(1).map(Line::parse).toList();
        long readable = parsed.stream().takeWhile(Optional::isPresent).count();
        parsed.stream().flatMap(Optional::stream).forEach(memory::take);
        return readable >= parsed.size() - 1 ? Optional.of(memory) : Optional.empty();
    }

    void take(Line line) {
        done.remove(line.card());
        if (line.write() == null) {
            done(line.card());
            return;
        }
        List<JournalSnapshot.JournalledWrite> ofCard = writes.computeIfAbsent(line.card(), card -> new ArrayList<>());
        ofCard.add(line.write());
        if (ofCard.size() > MOST_WRITES) {
            ofCard.remove(0);
        }
    }

    private void done(CardId card) {
        if (writes.containsKey(card)) {
            done.add(card);
        }
        if (done.size() > MOST_DONE) {
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
        Stream<Line> notes = writes.entrySet().stream()
                .flatMap(card -> card.getValue().stream().map(write -> new Line(card.getKey(), write)));
        Stream<Line> ends = done.stream().map(card -> new Line(card, null));
        return Stream.concat(
                        Stream.of(Line.header(id)), Stream.concat(notes, ends).map(Line::text))
                .toList();
    }
}

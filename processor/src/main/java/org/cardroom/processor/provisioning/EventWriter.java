package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.db.stream.Offsets;
import org.cardroom.db.stream.Outbox;
import org.cardroom.db.stream.Seen;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.AgentStatus;
import org.cardroom.events.message.CardEvent.BlankInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.Json;
import org.cardroom.events.topic.Topics;
import org.cardroom.processor.provisioning.Arrival.Dead;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Does a poll's work in the chunk's transaction: what was decided, what has to be published, and the offsets, all or
 * nothing. A record below the stored offset was consumed, so a processor that lost its partitions without knowing it
 * writes nothing.
 */
final class EventWriter implements ItemWriter<Poll> {
    private static final int LONGEST_TEXT = 200;

    private final Store store;
    private final Offsets offsets;
    private final Seen seen;
    private final Gate gate;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Publisher publisher;

    EventWriter(Store store, Offsets offsets, Seen seen, Gate gate, Ledger ledger, Outbox outbox, Publisher publisher) {
        this.store = store;
        this.offsets = offsets;
        this.seen = seen;
        this.gate = gate;
        this.ledger = ledger;
        this.outbox = outbox;
        this.publisher = publisher;
    }

    @Override
    public void write(Chunk<? extends Poll> chunk) {
        for (Poll poll : chunk) {
            publisher.relay(poll);
            Trip first = new Trip(store);
            publisher.forgetPublished(first);
            if (poll.records().isEmpty()) {
                first.run();
            } else {
                publisher.publishAfterCommit(consume(poll.records(), first));
            }
        }
    }

    /** Three times to the database and back, and twice more where cards without a request are put in. */
    private List<Outbox.Numbered> consume(List<ConsumerRecord<String, byte[]>> records, Trip first) {
        Supplier<Map<Integer, Long>> offsetsLocked = offsets.lock(partitions(records), first);
        Gate.Look look = gate.look(records, first);
        first.run();
        Map<Integer, Long> next = offsetsLocked.get();
        Predicate<ConsumerRecord<String, byte[]>> isFresh =
                record -> record.offset() >= next.getOrDefault(record.partition(), 0L);
        List<ConsumerRecord<String, byte[]>> fresh =
                records.stream().filter(isFresh).toList();
        List<Arrival> arrivals = gate.admit(look, isFresh);

        Trip second = new Trip(store);
        List<Genuine> candidates = genuine(arrivals);
        Supplier<Set<UUID>> unseen = seen.add(ids(candidates), second);
        Ledger.Held held = ledger.hold(candidates, second);
        second.run();
        List<Arrival> sorted = withoutReplays(fresh, arrivals, unseen.get());

        Trip last = new Trip(store);
        List<Outbox.Entry> entries = new ArrayList<>(ledger.enter(genuine(sorted), held, last));
        sorted.forEach(arrival -> deadLetter(arrival).ifPresent(entries::add));
        offsets.advance(after(fresh), last);
        Supplier<List<Outbox.Numbered>> numbered = outbox.add(entries, last);
        last.run();
        return numbered.get();
    }

    private static List<Genuine> genuine(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(Genuine.class::isInstance)
                .map(Genuine.class::cast)
                .toList();
    }

    /** A genuine event whose id was seen before is a replay. */
    private static List<Arrival> withoutReplays(
            List<ConsumerRecord<String, byte[]>> records, List<Arrival> arrivals, Set<UUID> unseen) {
        List<Arrival> sorted = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            boolean again = arrivals.get(i) instanceof Genuine g && !takesAll(unseen, ids(g.event()));
            sorted.add(again ? new Dead(records.get(i), "replayed") : arrivals.get(i));
        }
        return sorted;
    }

    private static Set<UUID> ids(List<Genuine> arrivals) {
        return arrivals.stream()
                .flatMap(arrival -> ids(arrival.event()).stream())
                .collect(Collectors.toSet());
    }

    private static boolean takesAll(Set<UUID> unseen, List<UUID> ids) {
        return unseen.containsAll(ids) && (ids.isEmpty() || unseen.removeAll(ids));
    }

    /** The ids by which a replay is known; a slot's state may be told twice. */
    private static List<UUID> ids(CardEvent event) {
        if (event instanceof AgentStatus) {
            return List.of();
        }
        UUID id = event.origin().event();
        if (event instanceof BlankInserted blank) {
            return List.of(id, blank.session());
        }
        return event instanceof CardInserted inserted ? List.of(id, inserted.session()) : List.of(id);
    }

    /** As it came, but no more of it than an event may have: whatever it is, outbox and broker take it. */
    private static Optional<Outbox.Entry> deadLetter(Arrival arrival) {
        return arrival instanceof Dead letter ? Optional.of(deadLetter(letter)) : Optional.empty();
    }

    private static Outbox.Entry deadLetter(Dead letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        byte[] value = record.value();
        byte[] kept = value == null || value.length <= Json.LARGEST ? value : Arrays.copyOf(value, Json.LARGEST);
        return Outbox.Entry.of(
                record.partition(), Topics.DEAD_LETTERS, text(record.key()), kept, text(letter.reason()));
    }

    /** PostgreSQL takes no zero character. */
    private static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }

    private static Set<Integer> partitions(Collection<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
    }

    private static Map<Integer, Long> after(List<ConsumerRecord<String, byte[]>> records) {
        Map<Integer, Long> after = new HashMap<>();
        records.forEach(record -> after.merge(record.partition(), record.offset() + 1, Math::max));
        return after;
    }
}

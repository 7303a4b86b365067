package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
import org.cardroom.events.message.GatewayEvent;
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
            Trip last = new Trip(store);
            publisher.forgetPublished(last);
            Supplier<List<Outbox.Numbered>> entries =
                    poll.records().isEmpty() ? List::of : consume(poll.records(), last);
            last.run();
            publisher.publishAfterCommit(entries.get());
        }
    }

    private Supplier<List<Outbox.Numbered>> consume(List<ConsumerRecord<String, byte[]>> records, Trip last) {
        Opened opened = open(records);
        gate.tell(opened.look);
        List<ConsumerRecord<String, byte[]>> fresh = new ArrayList<>();
        List<Genuine> genuine = new ArrayList<>();
        List<Outbox.Entry> dead = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            if (record.offset() >= opened.next.getOrDefault(record.partition(), 0L)) {
                fresh.add(record);
                Arrival arrival = withoutReplay(record, opened.look.arrivals().get(i), opened.unseen);
                if (arrival instanceof Genuine one) {
                    genuine.add(one);
                } else if (arrival instanceof Dead letter) {
                    dead.add(deadLetter(letter));
                }
            }
        }
        List<Outbox.Entry> entries = new ArrayList<>(ledger.enter(genuine, opened.held, last));
        entries.addAll(dead);
        offsets.advance(after(fresh), last);
        return outbox.add(entries, last);
    }

    /**
     * What a poll may change, locked.
     *
     * @param next offset of each partition
     * @param unseen ids that were not used before
     */
    private record Opened(Map<Integer, Long> next, Gate.Look look, Set<UUID> unseen, Ledger.Held held) {}

    /**
     * One way to the database and back; one more where an agent is new or was changed since. The ids of events that were
     * looked at before that are used up, whatever becomes of the events.
     */
    private Opened open(List<ConsumerRecord<String, byte[]>> records) {
        Set<UUID> unseen = new HashSet<>();
        while (true) {
            Trip trip = new Trip(store);
            Supplier<Map<Integer, Long>> next = offsets.lock(partitions(records), trip);
            Gate.Look look = gate.look(records, trip);
            Supplier<Set<UUID>> added = seen.add(ids(look.genuine()), trip);
            Ledger.Held held = ledger.hold(look.genuine(), trip);
            trip.run();
            unseen.addAll(added.get());
            if (!gate.learns(look)) {
                return new Opened(next.get(), look, unseen, held);
            }
        }
    }

    /** A genuine event whose id was seen before is a replay. */
    private static Arrival withoutReplay(ConsumerRecord<String, byte[]> record, Arrival arrival, Set<UUID> unseen) {
        boolean again = arrival instanceof Genuine genuine && !takesAll(unseen, ids(genuine.event()));
        return again ? new Dead(record, "replayed") : arrival;
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
        if (event instanceof GatewayEvent asked) {
            return List.of(id, asked.session());
        }
        return event instanceof CardInserted inserted ? List.of(id, inserted.session()) : List.of(id);
    }

    /** As it came, but no more of it than an event may have: whatever it is, outbox and broker take it. */
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

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
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Writes;
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

    private final Offsets offsets;
    private final Seen seen;
    private final Gate gate;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Publisher publisher;

    EventWriter(Offsets offsets, Seen seen, Gate gate, Ledger ledger, Outbox outbox, Publisher publisher) {
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
            publisher.forgetPublished();
            publisher.relay(poll);
            if (!poll.records().isEmpty()) {
                publisher.publishAfterCommit(consume(poll.records()));
            }
        }
    }

    private List<Outbox.Numbered> consume(List<ConsumerRecord<String, byte[]>> records) {
        Map<Integer, Long> next = offsets.lock(partitions(records));
        List<ConsumerRecord<String, byte[]>> fresh = records.stream()
                .filter(record -> record.offset() >= next.getOrDefault(record.partition(), 0L))
                .toList();
        List<Genuine> genuine = new ArrayList<>();
        List<Dead> dead = new ArrayList<>();
        sort(fresh, gate.admit(fresh), genuine, dead);
        Writes writes = outbox.together();
        List<Outbox.Entry> entries = new ArrayList<>(ledger.enter(genuine, writes));
        dead.forEach(letter -> entries.add(deadLetter(letter)));
        offsets.advance(after(fresh), writes);
        return outbox.add(entries, writes);
    }

    /** A genuine event whose id was seen before is a replay. */
    private void sort(
            List<ConsumerRecord<String, byte[]>> records,
            List<Arrival> arrivals,
            List<Genuine> genuine,
            List<Dead> dead) {
        Set<UUID> ids = new HashSet<>();
        arrivals.forEach(arrival -> ids.addAll(arrival instanceof Genuine g ? ids(g.event()) : List.of()));
        Set<UUID> unseen = new HashSet<>(seen.add(ids));
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            if (arrival instanceof Dead letter) {
                dead.add(letter);
            } else if (arrival instanceof Genuine g && takesAll(unseen, ids(g.event()))) {
                genuine.add(g);
            } else {
                dead.add(new Dead(records.get(i), "replayed"));
            }
        }
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

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
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.SlotStatusChanged;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
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

    private final Database database;
    private final ConsumerOffsetRepository offsets;
    private final ProcessedIdRepository processedIds;
    private final Gate gate;
    private final Ledger ledger;
    private final OutboxRepository outbox;
    private final Publisher publisher;

    EventWriter(Database database, ConsumerOffsetRepository offsets, ProcessedIdRepository processedIds, Gate gate, Ledger ledger, OutboxRepository outbox, Publisher publisher) {
        this.database = database;
        this.offsets = offsets;
        this.processedIds = processedIds;
        this.gate = gate;
        this.ledger = ledger;
        this.outbox = outbox;
        this.publisher = publisher;
    }

    @Override
    public void write(Chunk<? extends Poll> chunk) {
        for (Poll poll : chunk) {
            publisher.relay(poll);
            StatementBatch last = new StatementBatch(database);
            publisher.forgetPublished(last);
            Supplier<List<OutboxRepository.StoredOutboxEntry>> entries =
                    poll.records().isEmpty() ? List::of : consume(poll.records(), last);
            last.execute();
            publisher.publishAfterCommit(entries.get());
        }
    }

    private Supplier<List<OutboxRepository.StoredOutboxEntry>> consume(List<ConsumerRecord<String, byte[]>> records, StatementBatch last) {
        Opened opened = open(records);
        gate.tell(opened.look);
        List<ConsumerRecord<String, byte[]>> fresh = new ArrayList<>();
        List<Genuine> genuine = new ArrayList<>();
        List<OutboxRepository.OutboxEntry> dead = new ArrayList<>();
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
        List<OutboxRepository.OutboxEntry> entries = new ArrayList<>(ledger.enter(genuine, opened.held, last));
        entries.addAll(dead);
        offsets.advance(after(fresh), last);
        return outbox.append(entries, last);
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
            StatementBatch statements = new StatementBatch(database);
            Supplier<Map<Integer, Long>> next = offsets.lock(partitions(records), statements);
            Gate.Look look = gate.look(records, statements);
            Supplier<Set<UUID>> added = processedIds.addUnseen(ids(look.genuine()), statements);
            Ledger.Held held = ledger.hold(look.genuine(), statements);
            statements.execute();
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
        if (event instanceof SlotStatusChanged) {
            return List.of();
        }
        UUID id = event.origin().event();
        if (event instanceof BlankCardInserted blank) {
            return List.of(id, blank.session());
        }
        if (event instanceof GatewayEvent asked) {
            return List.of(id, asked.session());
        }
        return event instanceof CardInserted inserted ? List.of(id, inserted.session()) : List.of(id);
    }

    /** As it came, but no more of it than an event may have: whatever it is, outbox and broker take it. */
    private static OutboxRepository.OutboxEntry deadLetter(Dead letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        byte[] value = record.value();
        byte[] kept = value == null || value.length <= MessageJson.LARGEST ? value : Arrays.copyOf(value, MessageJson.LARGEST);
        return OutboxRepository.OutboxEntry.of(
                record.partition(), KafkaTopics.DEAD_LETTERS, text(record.key()), kept, text(letter.reason()));
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

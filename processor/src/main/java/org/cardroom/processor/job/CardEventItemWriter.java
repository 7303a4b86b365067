package org.cardroom.processor.job;

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
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.SlotStatusChanged;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.application.ProvisioningService;
import org.cardroom.processor.authentication.AuthenticatedRecord;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.DeadLetter;
import org.cardroom.processor.authentication.EventAuthenticator;
import org.cardroom.processor.publishing.OutboxPublisher;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Does a poll's work in the chunk's transaction: what was decided, what has to be published, and the offsets, all or
 * nothing. A record below the stored offset was consumed, so a processor that lost its partitions without knowing it
 * writes nothing.
 */
public final class CardEventItemWriter implements ItemWriter<PolledRecords> {
    private static final int MAX_TEXT_LENGTH = 200;

    private final Database database;
    private final ConsumerOffsetRepository offsets;
    private final ProcessedIdRepository processedIds;
    private final EventAuthenticator authenticator;
    private final ProvisioningService provisioningService;
    private final OutboxRepository outbox;
    private final OutboxPublisher publisher;

    public CardEventItemWriter(
            Database database,
            ConsumerOffsetRepository offsets,
            ProcessedIdRepository processedIds,
            EventAuthenticator authenticator,
            ProvisioningService provisioningService,
            OutboxRepository outbox,
            OutboxPublisher publisher) {
        this.database = database;
        this.offsets = offsets;
        this.processedIds = processedIds;
        this.authenticator = authenticator;
        this.provisioningService = provisioningService;
        this.outbox = outbox;
        this.publisher = publisher;
    }

    @Override
    public void write(Chunk<? extends PolledRecords> chunk) {
        for (PolledRecords poll : chunk) {
            publisher.relayUnpublished(poll);
            StatementBatch last = new StatementBatch(database);
            publisher.deleteAcknowledged(last);
            Supplier<List<OutboxRepository.StoredOutboxEntry>> entries =
                    poll.records().isEmpty() ? List::of : process(poll.records(), last);
            last.execute();
            publisher.publishAfterCommit(entries.get());
        }
    }

    private Supplier<List<OutboxRepository.StoredOutboxEntry>> process(
            List<ConsumerRecord<String, byte[]>> records, StatementBatch last) {
        LockedPoll locked = authenticateAndLock(records);
        authenticator.sendNotices(locked.authentication);
        List<ConsumerRecord<String, byte[]>> fresh = new ArrayList<>();
        List<AcceptedEvent> genuine = new ArrayList<>();
        List<OutboxRepository.OutboxEntry> dead = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            if (record.offset() >= locked.nextOffsets.getOrDefault(record.partition(), 0L)) {
                fresh.add(record);
                AuthenticatedRecord authenticated =
                        rejectReplay(record, locked.authentication.records().get(i), locked.unseen);
                if (authenticated instanceof AcceptedEvent one) {
                    genuine.add(one);
                } else if (authenticated instanceof DeadLetter letter) {
                    dead.add(deadLetter(letter));
                }
            }
        }
        List<OutboxRepository.OutboxEntry> entries =
                new ArrayList<>(provisioningService.process(genuine, locked.lockedState, last));
        entries.addAll(dead);
        offsets.advance(nextOffsets(fresh), last);
        return outbox.append(entries, last);
    }

    /**
     * What a poll may change, locked.
     *
     * @param nextOffsets offset of each partition
     * @param unseen ids that were not used before
     */
    private record LockedPoll(
            Map<Integer, Long> nextOffsets,
            EventAuthenticator.AuthenticationResult authentication,
            Set<UUID> unseen,
            ProvisioningService.LockedState lockedState) {}

    /**
     * One way to the database and back; one more where an agent is new or was changed since. The ids of events that were
     * looked at before that are used up, whatever becomes of the events.
     */
    private LockedPoll authenticateAndLock(List<ConsumerRecord<String, byte[]>> records) {
        Set<UUID> unseen = new HashSet<>();
        while (true) {
            StatementBatch statements = new StatementBatch(database);
            Supplier<Map<Integer, Long>> next = offsets.lock(partitions(records), statements);
            EventAuthenticator.AuthenticationResult authentication = authenticator.authenticate(records, statements);
            Supplier<Set<UUID>> added = processedIds.addUnseen(replayIds(authentication.accepted()), statements);
            ProvisioningService.LockedState lockedState =
                    provisioningService.lock(authentication.accepted(), statements);
            statements.execute();
            unseen.addAll(added.get());
            if (!authenticator.refreshEnrolments(authentication)) {
                return new LockedPoll(next.get(), authentication, unseen, lockedState);
            }
        }
    }

    /** A genuine event whose id was seen before is a replay. */
    private static AuthenticatedRecord rejectReplay(
            ConsumerRecord<String, byte[]> record, AuthenticatedRecord authenticated, Set<UUID> unseen) {
        boolean again = authenticated instanceof AcceptedEvent accepted
                && !consumeIfUnseen(unseen, replayIds(accepted.event()));
        return again ? new DeadLetter(record, "replayed") : authenticated;
    }

    private static Set<UUID> replayIds(List<AcceptedEvent> arrivals) {
        return arrivals.stream()
                .flatMap(accepted -> replayIds(accepted.event()).stream())
                .collect(Collectors.toSet());
    }

    private static boolean consumeIfUnseen(Set<UUID> unseen, List<UUID> ids) {
        return unseen.containsAll(ids) && (ids.isEmpty() || unseen.removeAll(ids));
    }

    /** The ids by which a replay is known; a slot's state may be told twice. */
    private static List<UUID> replayIds(CardEvent event) {
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
    private static OutboxRepository.OutboxEntry deadLetter(DeadLetter letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        byte[] value = record.value();
        byte[] kept = value == null || value.length <= MessageJson.LARGEST
                ? value
                : Arrays.copyOf(value, MessageJson.LARGEST);
        return OutboxRepository.OutboxEntry.of(
                record.partition(),
                KafkaTopics.DEAD_LETTERS,
                sanitized(record.key()),
                kept,
                sanitized(letter.reason()));
    }

    /** PostgreSQL takes no zero character. */
    private static @Nullable String sanitized(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MAX_TEXT_LENGTH ? clean : clean.substring(0, MAX_TEXT_LENGTH);
    }

    private static Set<Integer> partitions(Collection<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
    }

    private static Map<Integer, Long> nextOffsets(List<ConsumerRecord<String, byte[]>> records) {
        Map<Integer, Long> after = new HashMap<>();
        records.forEach(record -> after.merge(record.partition(), record.offset() + 1, Math::max));
        return after;
    }
}

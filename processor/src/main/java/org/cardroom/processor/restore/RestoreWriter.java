package org.cardroom.processor.restore;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.Database;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository.QuarantinedCard;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.AuditChain.AuditFact;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.staleness.TopicSnapshot;

/** Writes what a restore decides, in the caller's transaction. For one restore. */
final class RestoreWriter {
    private static final String WRITER = "restore";
    private static final int CHUNK = 1000;
    /** Whoever owns it publishes what is not an event's. */
    private static final int OUTBOX_PARTITION = 0;

    private final Database database;
    private final Clock clock;
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;
    private final Map<UUID, ProfileTemplate> templates;
    private final UUID restore = UuidGenerator.next();
    private final List<RestoreReport.CardLine> lines = new ArrayList<>();
    private final List<QuarantinedCard> quarantined = new ArrayList<>();
    private final List<AuditFact> facts = new ArrayList<>();
    private final Set<String> usedKeys = new TreeSet<>();

    RestoreWriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.cards = new CardRepository(database);
        this.requests = new IssuanceRequestRepository(database);
        this.templates = new ProfileTemplateRepository(database).findAll();
    }

    /** All of it. */
    RestoreReport write(PublishedOutcomes published, TopicSnapshot snapshot, SkippedEvents skipped) {
        List<CardOutcomeHistory> trails = published.histories();
        for (int from = 0; from < trails.size(); from += CHUNK) {
            write(trails.subList(from, Math.min(trails.size(), from + CHUNK)));
        }
        new QuarantinedCardRepository(database).replaceAll(quarantined);
        new KeystoreFingerprintRepository(database).recordUsed(usedKeys);
        skip(skipped);
        List<AuditChainHead> resumed = published.unknownHeads();
        resumed.forEach(this::resume);
        new AuditChain(database, WRITER, clock).append(facts);
        int known = published.ownCount() - published.unknownCount();
        return new RestoreReport(
                known, published.foreignCount(), snapshot.lostRecords(), skipped.count(), resumed, lines);
    }

    private void write(List<CardOutcomeHistory> trails) {
        List<CardId> cardIds = trails.stream().map(CardOutcomeHistory::card).toList();
        Set<UUID> requestIds = trails.stream()
                .flatMap(history -> history.requestIds().stream())
                .collect(Collectors.toSet());
        Map<CardId, Card> known = StatementBatch.single(database, statements -> cards.lock(cardIds, statements));
        Map<UUID, IssuanceRequest> wanted =
                StatementBatch.single(database, statements -> requests.lock(requestIds, statements));
        List<RestoreResult.RolledForward> brought = new ArrayList<>();
        for (CardOutcomeHistory history : trails) {
            IssuanceRequest request = wanted.get(history.requestIds().iterator().next());
            ProfileTemplate template = request == null ? null : templates.get(request.template());
            RestoreResult result = CardRollForward.rollForward(history, request, template, known.get(history.card()));
            record(history, result);
            if (result instanceof RestoreResult.RolledForward rolledForward) {
                wanted.put(rolledForward.request().id(), rolledForward.request());
                brought.add(rolledForward);
            }
        }
        save(brought);
    }

    private void record(CardOutcomeHistory history, RestoreResult result) {
        boolean holds = result instanceof RestoreResult.Quarantined;
        String words = result instanceof RestoreResult.Quarantined back
                ? back.reason()
                : ((RestoreResult.RolledForward) result).state().description();
        lines.add(new RestoreReport.CardLine(history.card(), holds, words));
        facts.add(new AuditFact(history.card().hex(), (holds ? "held back: " : "brought forward: ") + words));
        if (holds) {
            quarantined.add(new QuarantinedCard(history.card(), words, history.toJson()));
        }
    }

    private void save(Collection<RestoreResult.RolledForward> brought) {
        List<Card> rows =
                brought.stream().map(RestoreResult.RolledForward::card).toList();
        List<CardRepository.CardHistoryEntry> changes = brought.stream()
                .map(rolledForward -> new CardRepository.CardHistoryEntry(
                        rolledForward.card(),
                        restore,
                        "brought forward: " + rolledForward.state().description()))
                .toList();
        StatementBatch statements = new StatementBatch(database);
        requests.save(brought.stream().map(RestoreResult.RolledForward::request).toList(), statements);
        cards.save(rows, statements);
        cards.appendHistory(changes, statements);
        statements.execute();
        rows.forEach(this::noteKeys);
    }

    /** The keystore has to have what these cards have their keys from. */
    private void noteKeys(Card card) {
        AdminKeyRef proposed = card.keys().proposed();
        int[] versions = {
            card.keys().confirmed().version(),
            proposed == null ? 0 : proposed.version(),
            card.keys().pukVersion()
        };
        for (int version : versions) {
            if (version > 0) {
                usedKeys.add(ProcessorKeyring.MASTER_PREFIX + version);
            }
        }
    }

    private void skip(SkippedEvents skipped) {
        new OutboxRepository(database).deleteInstructions();
        if (!skipped.nextOffsets().isEmpty()) {
            new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS).reset(skipped.nextOffsets());
            ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
            StatementBatch.singleUpdate(database, statements -> processedIds.addUnseen(skipped.ids(), statements));
        }
    }

    private void resume(AuditChainHead published) {
        AuditChain auditChain = new AuditChain(database, published.writer(), clock);
        long from = auditChain.head().number() + 1;
        AuditChainHead head = auditChain.resumeAfterGap(published);
        IssuanceEvent resumed = new IssuanceEvent.AuditChainResumed(
                EventHeader.SCHEMA, from, published.number(), clock.instant(), head);
        OutboxRepository.OutboxEntry entry = OutboxRepository.OutboxEntry.of(
                OUTBOX_PARTITION, KafkaTopics.OUTCOMES, resumed.recordKey(), MessageJson.write(resumed), null);
        OutboxRepository outbox = new OutboxRepository(database);
        StatementBatch.singleUpdate(database, statements -> outbox.append(List.of(entry), statements));
    }
}

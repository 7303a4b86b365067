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
import java.util.stream.IntStream;
import org.cardroom.db.Database;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.AuditChain.AuditFact;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.restore.RestoreResult.RolledForward;
import org.cardroom.processor.staleness.TopicSnapshot;

/** Writes the results of one restore in the caller's transaction. Not thread-safe. */
final class RestoreWriter {
    private static final String WRITER = "restore";
    private static final int CHUNK = 1000;

    private final Database database;
    private final Clock clock;
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;
    private final Map<UUID, ProfileTemplate> templates;
    private final UUID restore = UuidGenerator.next();
    private final List<RestoreReport.CardLine> lines = new ArrayList<>();
    private final List<QuarantinedCardRepository.QuarantinedCard> quarantined = new ArrayList<>();
    private final List<AuditFact> facts = new ArrayList<>();
    private final Set<String> usedKeys = new TreeSet<>();

    RestoreWriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.cards = new CardRepository(database);
        this.requests = new IssuanceRequestRepository(database);
        this.templates = new ProfileTemplateRepository(database).findAll();
    }

    /** Rolls all cards forward, skips the events since the backup, and resumes the audits. */
    RestoreReport write(PublishedOutcomes published, TopicSnapshot snapshot, SkippedEvents skipped) {
        List<CardOutcomeHistory> histories = published.histories();
        for (int from = 0; from < histories.size(); from += CHUNK) {
            rollForward(histories.subList(from, Math.min(histories.size(), from + CHUNK)));
        }
        new QuarantinedCardRepository(database).replaceAll(quarantined);
        new KeystoreFingerprintRepository(database).recordUsed(usedKeys);
        skipEvents(skipped);
        List<AuditChainHead> resumed = published.unknownHeads();
        resumed.forEach(this::resumeAudit);
        new AuditChain(database, WRITER, clock).append(facts);
        int known = published.ownCount() - published.unknownCount();
        return new RestoreReport(
                known, published.foreignCount(), snapshot.lostRecords(), skipped.count(), resumed, lines);
    }

    private void rollForward(List<CardOutcomeHistory> histories) {
        List<CardId> cardIds = histories.stream().map(CardOutcomeHistory::card).toList();
        Set<UUID> requestIds = histories.stream()
                .flatMap(history -> history.requestIds().stream())
                .collect(Collectors.toSet());
        Map<CardId, Card> known = StatementBatch.single(database, statements -> cards.lock(cardIds, statements));
        Map<UUID, IssuanceRequest> locked =
                StatementBatch.single(database, statements -> requests.lock(requestIds, statements));
        List<RolledForward> results = new ArrayList<>();
        for (CardOutcomeHistory history : histories) {
            IssuanceRequest request = locked.get(history.requestIds().iterator().next());
            ProfileTemplate template = request == null ? null : templates.get(request.template());
            RestoreResult result = CardRollForward.rollForward(history, request, template, known.get(history.card()));
            record(history, result);
            if (result instanceof RolledForward rolledForward) {
                locked.put(rolledForward.request().id(), rolledForward.request());
                results.add(rolledForward);
            }
        }
        save(results);
    }

    private void record(CardOutcomeHistory history, RestoreResult result) {
        boolean refused = result instanceof RestoreResult.Quarantined;
        String text = result instanceof RestoreResult.Quarantined conflict
                ? conflict.reason()
                : ((RolledForward) result).state().description();
        lines.add(new RestoreReport.CardLine(history.card(), refused, text));
        facts.add(new AuditFact(history.card().hex(), (refused ? "quarantined: " : "rolled forward: ") + text));
        if (refused) {
            quarantined.add(new QuarantinedCardRepository.QuarantinedCard(history.card(), text, history.toJson()));
        }
    }

    private void save(Collection<RolledForward> results) {
        List<Card> rows = results.stream().map(RolledForward::card).toList();
        List<CardRepository.CardHistoryEntry> changes = results.stream()
                .map(one -> new CardRepository.CardHistoryEntry(
                        one.card(), restore, "rolled forward: " + one.state().description()))
                .toList();
        StatementBatch statements = new StatementBatch(database);
        requests.save(results.stream().map(RolledForward::request).toList(), statements);
        cards.save(rows, statements);
        cards.appendHistory(changes, statements);
        statements.execute();
        rows.forEach(this::addUsedKeys);
    }

    /** Records the master key versions of the card, so that a keystore without them is refused. */
    private void addUsedKeys(Card card) {
        AdminKeyRef proposed = card.keys().proposed();
        int next = proposed == null ? 0 : proposed.version();
        IntStream.of(card.keys().confirmed().version(), next, card.keys().pukVersion())
                .filter(version -> version > 0)
                .forEach(version -> usedKeys.add(ProcessorKeyring.MASTER_PREFIX + version));
    }

    private void skipEvents(SkippedEvents skipped) {
        new OutboxRepository(database).deleteInstructions();
        if (!skipped.nextOffsets().isEmpty()) {
            new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS).reset(skipped.nextOffsets());
            ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
            StatementBatch.singleUpdate(database, statements -> processedIds.addUnseen(skipped.ids(), statements));
        }
    }

    private void resumeAudit(AuditChainHead published) {
        AuditChain auditChain = new AuditChain(database, published.writer(), clock);
        long from = auditChain.head().number() + 1;
        AuditChainHead head = auditChain.resumeAfterGap(published);
        IssuanceEvent resumed = new IssuanceEvent.AuditChainResumed(
                EventHeader.SCHEMA, from, published.number(), clock.instant(), head);
        OutboxEntry entry = OutboxEntry.ofOutcome(OutboxRepository.DEFAULT_PARTITION, resumed);
        OutboxRepository outbox = new OutboxRepository(database);
        StatementBatch.singleUpdate(database, statements -> outbox.append(List.of(entry), statements));
    }
}

package org.cardroom.processor.restoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository.QuarantinedCard;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.AuditChain.AuditFact;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.processor.outcomes.TopicTail;

/** Writes what a restore decides, in the caller's transaction. For one restore. */
final class Rewriting {
    private static final String WRITER = "restore";
    private static final int CHUNK = 1000;
    /** Whoever owns it publishes what is not an event's. */
    private static final int ANY_PARTITION = 0;

    private final Database database;
    private final Clock clock;
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;
    private final Map<UUID, ProfileTemplate> templates;
    private final UUID restore = UuidGenerator.next();
    private final List<Restored.Line> lines = new ArrayList<>();
    private final List<QuarantinedCard> held = new ArrayList<>();
    private final List<AuditFact> facts = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();

    Rewriting(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.cards = new CardRepository(database);
        this.requests = new IssuanceRequestRepository(database);
        this.templates = new ProfileTemplateRepository(database).findAll();
    }

    /** All of it. */
    Restored of(Published published, TopicTail read, PassedEvents passed) {
        List<Trail> trails = published.trails();
        for (int from = 0; from < trails.size(); from += CHUNK) {
            write(trails.subList(from, Math.min(trails.size(), from + CHUNK)));
        }
        new QuarantinedCardRepository(database).replaceAll(held);
        new KeystoreFingerprintRepository(database).recordUsed(keys);
        passOver(passed);
        List<AuditChainHead> resumed = published.beyond();
        resumed.forEach(this::resume);
        new AuditChain(database, WRITER, clock).append(facts);
        int known = published.ours() - published.unknown();
        return new Restored(known, published.others(), read.lost(), passed.count(), resumed, lines);
    }

    private void write(List<Trail> trails) {
        Map<CardId, Card> known = cards.lock(trails.stream().map(Trail::card).toList());
        Map<UUID, IssuanceRequest> wanted = requests.lock(
                trails.stream().flatMap(trail -> trail.requests().stream()).collect(Collectors.toSet()));
        List<Way.Brought> brought = new ArrayList<>();
        for (Trail trail : trails) {
            IssuanceRequest request = wanted.get(trail.requests().iterator().next());
            ProfileTemplate template = request == null ? null : templates.get(request.template());
            Way way = Forward.of(trail, request, template, known.get(trail.card()));
            note(trail, way);
            if (way instanceof Way.Brought one) {
                wanted.put(one.request().id(), one.request());
                brought.add(one);
            }
        }
        save(brought);
    }

    private void note(Trail trail, Way way) {
        boolean holds = way instanceof Way.HeldBack;
        String words = way instanceof Way.HeldBack back
                ? back.reason()
                : ((Way.Brought) way).standing().words();
        lines.add(new Restored.Line(trail.card(), holds, words));
        facts.add(new AuditFact(trail.card().hex(), (holds ? "held back: " : "brought forward: ") + words));
        if (holds) {
            held.add(new QuarantinedCard(trail.card(), words, trail.outcomes()));
        }
    }

    private void save(Collection<Way.Brought> brought) {
        List<Card> rows = brought.stream().map(Way.Brought::card).toList();
        List<CardRepository.CardHistoryEntry> changes = brought.stream()
                .map(one -> new CardRepository.CardHistoryEntry(
                        one.card(),
                        restore,
                        "brought forward: " + one.standing().words()))
                .toList();
        StatementBatch statements = new StatementBatch(database);
        requests.save(brought.stream().map(Way.Brought::request).toList(), statements);
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
                keys.add(RoomKeys.MASTER + version);
            }
        }
    }

    private void passOver(PassedEvents passed) {
        new OutboxRepository(database).deleteInstructions();
        if (!passed.next().isEmpty()) {
            new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS).reset(passed.next());
            new ProcessedIdRepository(database).addUnseen(passed.ids());
        }
    }

    private void resume(AuditChainHead published) {
        AuditChain auditChain = new AuditChain(database, published.writer(), clock);
        long from = auditChain.head().number() + 1;
        AuditChainHead head = auditChain.resumeAfterGap(published);
        IssuanceEvent resumed = new IssuanceEvent.AuditChainResumed(EventHeader.SCHEMA, from, published.number(), clock.instant(), head);
        new OutboxRepository(database)
                .append(List.of(OutboxRepository.OutboxEntry.of(
                        ANY_PARTITION, KafkaTopics.OUTCOMES, resumed.recordKey(), MessageJson.write(resumed), null)));
    }
}

package org.cardroom.processor.batchclose;

import static org.cardroom.events.message.EventHeader.SCHEMA;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Ends all open requests of a batch, one page a transaction: waiting requests are canceled, started requests fail, and
 * their cards are excluded from further provisioning. Locks in the same order as the processors: cards, requests of
 * cards, other requests.
 */
record AbandonBatchTasklet(Database database, UUID batch, String reason, Clock clock) implements Tasklet {
    private static final String WRITER = "close-batch";
    private static final int PAGE = 500;

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        List<BatchRepository.OpenRequest> page = new BatchRepository(database).findOpenRequests(batch, PAGE);
        if (page.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        Map<UUID, Card> bound = lockCards(page);
        Map<UUID, IssuanceRequest> locked = new HashMap<>(lockRequests(bound.keySet()));
        List<UUID> others = page.stream()
                .map(BatchRepository.OpenRequest::request)
                .filter(id -> !bound.containsKey(id))
                .toList();
        locked.putAll(lockRequests(others));
        abandon(locked.values().stream().filter(r -> isOpen(r, bound)).toList(), bound);
        return RepeatStatus.CONTINUABLE;
    }

    /** Locks the cards bound to these requests; the result is keyed by request. */
    private Map<UUID, Card> lockCards(List<BatchRepository.OpenRequest> page) {
        CardRepository cards = new CardRepository(database);
        Set<UUID> ids = page.stream().map(BatchRepository.OpenRequest::request).collect(Collectors.toSet());
        List<CardId> cardIds = page.stream()
                .map(BatchRepository.OpenRequest::cardId)
                .filter(Objects::nonNull)
                .map(CardId::new)
                .toList();
        return StatementBatch.single(database, statements -> cards.lock(cardIds, statements)).values().stream()
                .filter(card -> ids.contains(card.request()))
                .collect(Collectors.toMap(Card::request, Function.identity()));
    }

    private Map<UUID, IssuanceRequest> lockRequests(Collection<UUID> ids) {
        IssuanceRequestRepository requests = new IssuanceRequestRepository(database);
        return StatementBatch.single(database, statements -> requests.lock(ids, statements));
    }

    /** Excludes requests that ended, or were bound to a card, after the page was read. */
    private static boolean isOpen(IssuanceRequest request, Map<UUID, Card> bound) {
        return request.status() == RequestStatus.APPROVED
                || (request.status() == RequestStatus.EXECUTING && bound.containsKey(request.id()));
    }

    private void abandon(Collection<IssuanceRequest> open, Map<UUID, Card> bound) {
        List<Card> abandoned = open.stream()
                .flatMap(request -> Optional.ofNullable(bound.get(request.id())).stream())
                .map(AbandonBatchTasklet::setAside)
                .toList();
        List<CardRepository.CardHistoryEntry> history = abandoned.stream()
                .map(card -> new CardRepository.CardHistoryEntry(card, UuidGenerator.next(), "abandoned"))
                .toList();
        List<AuditChain.AuditFact> facts = open.stream()
                .map(request -> fact(request, bound.get(request.id())))
                .toList();
        CardRepository cards = new CardRepository(database);
        StatementBatch statements = new StatementBatch(database);
        cards.save(abandoned, statements);
        cards.appendHistory(history, statements);
        new IssuanceRequestRepository(database)
                .save(open.stream().map(this::endRequest).toList(), statements);
        // Reads the head anew each time: another process may abandon the same batch concurrently.
        AuditChainHead head = new AuditChain(database, WRITER, clock).append(facts);
        new OutboxRepository(database)
                .append(abandoned.stream().map(card -> entry(card, head)).toList(), statements);
        statements.execute();
    }

    private IssuanceRequest endRequest(IssuanceRequest request) {
        boolean waiting = request.status() == RequestStatus.APPROVED;
        return request.transitionTo(waiting ? RequestStatus.CANCELED : RequestStatus.FAILED, reason);
    }

    /** Clears the pending instruction too, so that a later report of it is ignored. */
    private static Card setAside(Card card) {
        OpenSession openSession = card.openSession();
        return card.withStatus(card.status(), ProvisioningState.SET_ASIDE)
                .withHeldPin(null)
                .withSession(openSession == null ? null : openSession.withoutPendingInstruction());
    }

    private AuditChain.AuditFact fact(IssuanceRequest request, @Nullable Card card) {
        String subject = card == null ? request.id().toString() : card.cardId().hex();
        return new AuditChain.AuditFact(subject, "abandoned: " + reason);
    }

    private OutboxRepository.OutboxEntry entry(Card card, AuditChainHead head) {
        AdminKeyRef proposed = card.keys().proposed();
        AdminKeyRef key = proposed == null ? card.keys().confirmed() : proposed;
        RejectionReason cause = RejectionReason.ABANDONED;
        Instant now = clock.instant();
        IssuanceEvent failed = new IssuanceEvent.CardFailed(
                SCHEMA, card.request(), card.cardId(), card.kind(), cause, key.version(), key.issuance(), now, head);
        return OutboxRepository.OutboxEntry.ofOutcome(OutboxRepository.DEFAULT_PARTITION, failed);
    }
}

package org.cardroom.processor.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository.CardHistoryEntry;
import org.cardroom.db.issuing.PinLetterRepository.SealedPinLetter;
import org.cardroom.db.stream.AuditChain.AuditFact;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.db.stream.OutboxRepository.StoredOutboxEntry;
import org.cardroom.domain.card.Card;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;

/** The effects of one or more events, collected in memory until the poll's closing round trip writes them. */
final class PollEffects {
    private final List<OutboxEntry> replies = new ArrayList<>(1);
    private final List<PendingIssuanceEvent> issuanceEvents = new ArrayList<>(1);
    private final List<SealedPinLetter> letters = new ArrayList<>(1);
    private final List<AuditFact> auditFacts = new ArrayList<>(1);
    private final List<CardHistoryEntry> history = new ArrayList<>(1);

    /** Creates an issuance event once the audit head and the time are known. */
    interface IssuanceEventTemplate {
        IssuanceEvent create(AuditChainHead audit, Instant at);
    }

    private record PendingIssuanceEvent(int partition, IssuanceEventTemplate template) {}

    void addReply(OutboxEntry reply) {
        replies.add(reply);
    }

    void addLetter(Card card, String sealedPin) {
        letters.add(new SealedPinLetter(card.request(), card.id(), sealedPin));
    }

    void addAuditFact(String subject, String what) {
        auditFacts.add(new AuditFact(subject, what));
    }

    void addHistory(Card card, UUID event, String what) {
        history.add(new CardHistoryEntry(card, event, what));
    }

    void addIssuanceEvent(int partition, IssuanceEventTemplate template) {
        issuanceEvents.add(new PendingIssuanceEvent(partition, template));
    }

    /** Adds the effects of a later event. */
    void addAll(PollEffects later) {
        replies.addAll(later.replies);
        issuanceEvents.addAll(later.issuanceEvents);
        letters.addAll(later.letters);
        auditFacts.addAll(later.auditFacts);
        history.addAll(later.history);
    }

    /**
     * Adds the statements that write all effects; what they return has to be published after the commit. Issuance events
     * precede the replies: a restore has to know what a card may have received.
     */
    Supplier<List<StoredOutboxEntry>> appendTo(
            StatementBatch statements,
            PollRepositories repositories,
            AuditChainHead head,
            Instant at,
            List<OutboxEntry> deadLetters) {
        repositories.cards().appendHistory(history, statements);
        repositories.letters().add(letters, statements);
        List<OutboxEntry> entries = new ArrayList<>();
        AuditChainHead next = repositories.audit().append(auditFacts, head, statements);
        issuanceEvents.forEach(
                pending -> entries.add(OutboxEntry.ofOutcome(pending.partition, pending.template.create(next, at))));
        entries.addAll(replies);
        entries.addAll(deadLetters);
        return repositories.outbox().append(entries, statements);
    }
}

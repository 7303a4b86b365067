package org.cardroom.processor.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cardroom.db.issuing.PinLetterRepository.SealedPinLetter;
import org.cardroom.db.stream.AuditChain.AuditFact;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;
import org.jspecify.annotations.Nullable;

/** What one poll leads to, gathered until it is written all at once. */
final class PollEffects {
    private final List<OutboxRepository.OutboxEntry> replies = new ArrayList<>();
    private final List<PendingOutcome> outcomes = new ArrayList<>();
    private final List<SealedPinLetter> letters = new ArrayList<>();
    private final List<AuditFact> auditFacts = new ArrayList<>();

    /** What the house hears, once it is known where the audit stands. */
    private record PendingOutcome(int partition, BiFunction<AuditChainHead, Instant, IssuanceEvent> outcome) {}

    void addReply(OutboxRepository.OutboxEntry reply) {
        replies.add(reply);
    }

    void addLetter(Card card, String sealed) {
        letters.add(new SealedPinLetter(card.request(), card.id(), sealed));
    }

    void addAuditFact(String subject, String what) {
        auditFacts.add(new AuditFact(subject, what));
    }

    /** A card came to its end. */
    void addOutcome(int partition, Decision decision) {
        outcomes.add(new PendingOutcome(partition, (audit, at) -> outcome(decision, audit, at)));
    }

    /**
     * A card is going on.
     *
     * @param sent the instruction that is sent with this; absent where there is none
     */
    void addCheckpoint(
            int partition, Card card, ProfileTemplate template, IssuanceEvent.@Nullable PendingInstruction sent) {
        outcomes.add(new PendingOutcome(
                partition, (audit, at) -> CheckpointFactory.create(card, template, sent, audit, at)));
    }

    List<SealedPinLetter> letters() {
        return letters;
    }

    List<AuditFact> auditFacts() {
        return auditFacts;
    }

    /** All that has to be published, outcomes first: what a card is sent must not be known to it alone. */
    List<OutboxRepository.OutboxEntry> toOutboxEntries(AuditChainHead audit, Instant at) {
        List<OutboxRepository.OutboxEntry> entries = new ArrayList<>();
        for (PendingOutcome one : outcomes) {
            IssuanceEvent outcome = one.outcome.apply(audit, at);
            entries.add(OutboxRepository.OutboxEntry.of(
                    one.partition, KafkaTopics.OUTCOMES, outcome.recordKey(), MessageJson.write(outcome), null));
        }
        entries.addAll(replies);
        return entries;
    }

    private static IssuanceEvent outcome(Decision decision, AuditChainHead audit, Instant at) {
        Card card = decision.card();
        if (decision.action() instanceof Action.FailIssuance failure) {
            AdminKeyRef proposed = card.keys().proposed();
            AdminKeyRef key = proposed != null && card.keys().keyMayBeWritten()
                    ? proposed
                    : card.keys().confirmed();
            return failed(card, failure.reason(), key, audit, at);
        }
        AdminKeyRef key = card.keys().confirmed();
        return new IssuanceEvent.CardIssued(
                EventHeader.SCHEMA,
                card.request(),
                card.cardId(),
                card.kind(),
                key.version(),
                key.issuance(),
                at,
                audit);
    }

    private static IssuanceEvent failed(
            Card card, RejectionReason reason, AdminKeyRef key, AuditChainHead audit, Instant at) {
        return new IssuanceEvent.CardFailed(
                EventHeader.SCHEMA,
                card.request(),
                card.cardId(),
                card.kind(),
                reason,
                key.version(),
                key.issuance(),
                at,
                audit);
    }
}

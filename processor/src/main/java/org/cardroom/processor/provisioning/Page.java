package org.cardroom.processor.provisioning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Letters.Letter;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.stream.Audit.Fact;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.topic.Topics;
import org.jspecify.annotations.Nullable;

/** What one poll leads to, gathered until it is written all at once. */
final class Page {
    private final List<Outbox.Entry> replies = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    /** What the house hears, once it is known where the audit stands. */
    private record Told(int partition, BiFunction<AuditHead, Instant, Outcome> outcome) {}

    void reply(Outbox.Entry reply) {
        replies.add(reply);
    }

    void letter(Card card, String sealed) {
        letters.add(new Letter(card.request(), card.id(), sealed));
    }

    void fact(String subject, String what) {
        facts.add(new Fact(subject, what));
    }

    /** A card came to its end. */
    void ended(int partition, Decision decision) {
        told.add(new Told(partition, (audit, at) -> outcome(decision, audit, at)));
    }

    /**
     * A card is going on.
     *
     * @param sent the instruction that is sent with this; absent where there is none
     */
    void underWay(int partition, Card card, Template template, Outcome.@Nullable Sent sent) {
        told.add(new Told(partition, (audit, at) -> UnderWay.of(card, template, sent, audit, at)));
    }

    List<Letter> letters() {
        return letters;
    }

    List<Fact> facts() {
        return facts;
    }

    /** All that has to be published, outcomes first: what a card is sent must not be known to it alone. */
    List<Outbox.Entry> entries(AuditHead audit, Instant at) {
        List<Outbox.Entry> entries = new ArrayList<>();
        for (Told one : told) {
            Outcome outcome = one.outcome.apply(audit, at);
            entries.add(
                    Outbox.Entry.of(one.partition, Topics.OUTCOMES, outcome.recordKey(), Json.write(outcome), null));
        }
        entries.addAll(replies);
        return entries;
    }

    private static Outcome outcome(Decision decision, AuditHead audit, Instant at) {
        Card card = decision.card();
        if (decision.move() instanceof Move.Fail fail) {
            KeyRef proposed = card.keys().proposed();
            KeyRef key = proposed != null && card.keys().keySent()
                    ? proposed
                    : card.keys().confirmed();
            return failed(card, fail.reason(), key, audit, at);
        }
        KeyRef key = card.keys().confirmed();
        return new Outcome.CardIssued(
                Origin.SCHEMA, card.request(), card.cardId(), card.kind(), key.version(), key.issuance(), at, audit);
    }

    private static Outcome failed(Card card, Rejection reason, KeyRef key, AuditHead audit, Instant at) {
        return new Outcome.CardFailed(
                Origin.SCHEMA,
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

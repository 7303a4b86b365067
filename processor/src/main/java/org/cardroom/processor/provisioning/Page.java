package org.cardroom.processor.provisioning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Letters.Letter;
import org.cardroom.db.stream.Audit.Fact;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.topic.Topics;

/** What one poll leads to, gathered until it is written all at once. */
final class Page {
    private final List<Outbox.Entry> replies = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    private record Ended(int partition, Decision decision) {}

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
        ended.add(new Ended(partition, decision));
    }

    List<Letter> letters() {
        return letters;
    }

    List<Fact> facts() {
        return facts;
    }

    /** All that has to be published, once it is known where the audit stands. */
    List<Outbox.Entry> entries(AuditHead audit, Instant at) {
        List<Outbox.Entry> entries = new ArrayList<>(replies);
        for (Ended one : ended) {
            Outcome outcome = outcome(one.decision, audit, at);
            entries.add(
                    Outbox.Entry.of(one.partition, Topics.OUTCOMES, outcome.recordKey(), Json.write(outcome), null));
        }
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

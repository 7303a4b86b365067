package org.cardroom.processor.restoring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardroom.db.issuing.QuarantinedCardRepository.QuarantinedCard;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.outcomes.PublishedHeads;

/** What was published and the database does not know. Not thread-safe. */
final class Published {
    private final PublishedHeads heads;
    private final Map<String, AuditChainHead> stored;
    private final Map<String, Trail> trails = new TreeMap<>();
    private int ours;
    private int others;
    private int unknown;

    /**
     * Nothing yet.
     *
     * @param stored where the audits stand in the database: what is not beyond is known to it
     */
    Published(PublishedHeads heads, Map<String, AuditChainHead> stored) {
        this.heads = heads;
        this.stored = stored;
    }

    void add(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        if (head == null) {
            return;
        }
        if (!heads.isOurs(outcome)) {
            others++;
            return;
        }
        ours++;
        heads.add(outcome);
        if (PublishedHeads.isBeyond(head, stored.get(head.writer()))) {
            unknown++;
            take(outcome);
        }
    }

    /** What an earlier restore could not bring forward is tried again. */
    void addHeld(Collection<QuarantinedCard> held) {
        held.forEach(one -> one.outcomes().forEach(json -> take(read(json))));
    }

    private static IssuanceEvent read(String json) {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), IssuanceEvent.class);
    }

    private void take(IssuanceEvent outcome) {
        Trail.cardOf(outcome).ifPresent(card -> trails.computeIfAbsent(card.hex(), hex -> new Trail(new CardId(hex)))
                .add(outcome));
    }

    /** By card id. */
    List<Trail> trails() {
        return new ArrayList<>(trails.values());
    }

    /** The audits that are shorter in the database. */
    List<AuditChainHead> beyond() {
        return heads.beyond(stored);
    }

    List<AuditChainHead> against() {
        return heads.against(stored);
    }

    int ours() {
        return ours;
    }

    int others() {
        return others;
    }

    int unknown() {
        return unknown;
    }
}

package org.cardroom.processor.restore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardroom.db.issuing.QuarantinedCardRepository.QuarantinedCard;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.staleness.PublishedAuditHeads;

/** What was published and the database does not know. Not thread-safe. */
final class PublishedOutcomes {
    private final PublishedAuditHeads heads;
    private final Map<String, AuditChainHead> stored;
    private final Map<String, CardOutcomeHistory> histories = new TreeMap<>();
    private int ownCount;
    private int foreignCount;
    private int unknownCount;

    /**
     * Nothing yet.
     *
     * @param stored where the audits stand in the database: what is not beyond is known to it
     */
    PublishedOutcomes(PublishedAuditHeads heads, Map<String, AuditChainHead> stored) {
        this.heads = heads;
        this.stored = stored;
    }

    void add(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        if (head == null) {
            return;
        }
        if (!heads.isOfThisInstallation(outcome)) {
            foreignCount++;
            return;
        }
        ownCount++;
        heads.add(outcome);
        if (PublishedAuditHeads.isUnknownTo(head, stored.get(head.writer()))) {
            unknownCount++;
            addToHistory(outcome);
        }
    }

    /** What an earlier restore could not bring forward is tried again. */
    void addQuarantined(Collection<QuarantinedCard> held) {
        held.forEach(one -> one.outcomes().forEach(json -> addToHistory(read(json))));
    }

    private static IssuanceEvent read(String json) {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), IssuanceEvent.class);
    }

    private void addToHistory(IssuanceEvent outcome) {
        CardOutcomeHistory.cardOf(outcome).ifPresent(card -> histories
                .computeIfAbsent(card.hex(), hex -> new CardOutcomeHistory(new CardId(hex)))
                .add(outcome));
    }

    /** By card id. */
    List<CardOutcomeHistory> histories() {
        return new ArrayList<>(histories.values());
    }

    /** The audits that are shorter in the database. */
    List<AuditChainHead> unknownHeads() {
        return heads.findUnknownTo(stored);
    }

    List<AuditChainHead> conflictingHeads() {
        return heads.findConflictingWith(stored);
    }

    int ownCount() {
        return ownCount;
    }

    int foreignCount() {
        return foreignCount;
    }

    int unknownCount() {
        return unknownCount;
    }
}

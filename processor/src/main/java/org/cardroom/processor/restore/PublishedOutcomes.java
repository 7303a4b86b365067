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

/** Collects the published outcomes that are missing in the database, by card. Not thread-safe. */
final class PublishedOutcomes {
    private final PublishedAuditHeads heads;
    private final Map<String, AuditChainHead> stored;
    private final Map<String, CardOutcomeHistory> histories = new TreeMap<>();
    private int ownCount;
    private int foreignCount;
    private int unknownCount;

    /** Creates an empty collection; outcomes up to the stored audit heads are known. */
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

    /** Adds the outcomes of cards that an earlier restore quarantined. */
    void addQuarantined(Collection<QuarantinedCard> quarantined) {
        quarantined.forEach(one -> one.outcomes().forEach(json -> addToHistory(read(json))));
    }

    private static IssuanceEvent read(String json) {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), IssuanceEvent.class);
    }

    private void addToHistory(IssuanceEvent outcome) {
        CardOutcomeHistory.cardOf(outcome).ifPresent(card -> histories
                .computeIfAbsent(card.hex(), hex -> new CardOutcomeHistory(new CardId(hex)))
                .add(outcome));
    }

    /** Returns the histories in the order of card ids. */
    List<CardOutcomeHistory> histories() {
        return new ArrayList<>(histories.values());
    }

    /** Returns the published heads newer than the database's. */
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

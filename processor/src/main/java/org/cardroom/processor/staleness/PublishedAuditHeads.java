package org.cardroom.processor.staleness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;

/** Collects the newest published audit head of each writer from the outcomes of one installation. Not thread-safe. */
public final class PublishedAuditHeads {
    private final UUID installation;
    private final Map<String, AuditChainHead> latest = new HashMap<>();

    /** Creates an empty collection for this installation. */
    public PublishedAuditHeads(UUID installation) {
        this.installation = installation;
    }

    /** Adds an outcome; those of other installations are ignored. */
    public void add(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        if (head != null && isOfThisInstallation(outcome)) {
            latest.merge(head.writer(), head, (a, b) -> a.number() >= b.number() ? a : b);
        }
    }

    /** Whether an outcome belongs to this installation; one without an installation id does. */
    public boolean isOfThisInstallation(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        return head != null
                && (head.installation() == null || head.installation().equals(installation));
    }

    /** Returns the published heads newer than these stored heads, by writer: the database was restored from a backup. */
    public List<AuditChainHead> findUnknownTo(Map<String, AuditChainHead> stored) {
        return latest.values().stream()
                .filter(head -> isUnknownTo(head, stored.get(head.writer())))
                .sorted((a, b) -> a.writer().compareTo(b.writer()))
                .toList();
    }

    /** Whether a head is newer than the stored head of its writer. */
    public static boolean isUnknownTo(AuditChainHead head, @Nullable AuditChainHead stored) {
        return stored == null || head.number() > stored.number();
    }

    /** Returns the published heads whose hash differs from the stored one of the same entry: the database was copied. */
    public List<AuditChainHead> findConflictingWith(Map<String, AuditChainHead> stored) {
        return latest.values().stream()
                .filter(head -> {
                    AuditChainHead other = stored.get(head.writer());
                    return other != null
                            && other.number() == head.number()
                            && !other.hash().equals(head.hash());
                })
                .toList();
    }
}

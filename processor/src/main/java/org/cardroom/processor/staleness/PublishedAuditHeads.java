package org.cardroom.processor.staleness;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;

/** How far each writer's audit was published, by the outcomes of one room. */
public final class PublishedAuditHeads {
    private final UUID installation;
    private final Map<String, AuditChainHead> latest = new HashMap<>();

    /** Of this room, before the first outcome. */
    public PublishedAuditHeads(UUID room) {
        this.installation = room;
    }

    /** Takes an outcome in; one of another room says nothing here. */
    public void add(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        if (head != null && isOfThisInstallation(outcome)) {
            latest.merge(head.writer(), head, (a, b) -> a.number() >= b.number() ? a : b);
        }
    }

    /** Whether an outcome is of this room; earlier versions did not say of which they were. */
    public boolean isOfThisInstallation(IssuanceEvent outcome) {
        AuditChainHead head = outcome.audit();
        return head != null
                && (head.installation() == null || head.installation().equals(installation));
    }

    /** Those that a database with these heads does not know, by writer: it was put back from an older backup. */
    public List<AuditChainHead> findUnknownTo(Map<String, AuditChainHead> stored) {
        return latest.values().stream()
                .filter(head -> isUnknownTo(head, stored.get(head.writer())))
                .sorted((a, b) -> a.writer().compareTo(b.writer()))
                .toList();
    }

    /** Whether a database where this writer's audit stands there does not know this head. */
    public static boolean isUnknownTo(AuditChainHead head, @Nullable AuditChainHead stored) {
        return stored == null || head.number() > stored.number();
    }

    /** Those that say something else than these heads about the same entry: two databases, and one name. */
    public List<AuditChainHead> findConflictingWith(Map<String, AuditChainHead> stored) {
        Collection<AuditChainHead> all = latest.values();
        return all.stream()
                .filter(head -> {
                    AuditChainHead other = stored.get(head.writer());
                    return other != null
                            && other.number() == head.number()
                            && !other.hash().equals(head.hash());
                })
                .toList();
    }
}

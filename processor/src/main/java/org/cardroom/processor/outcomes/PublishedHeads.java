package org.cardroom.processor.outcomes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Outcome;
import org.jspecify.annotations.Nullable;

/** How far each writer's audit was published, by the outcomes of one room. */
public final class PublishedHeads {
    private final UUID room;
    private final Map<String, AuditHead> latest = new HashMap<>();

    /** Of this room, before the first outcome. */
    public PublishedHeads(UUID room) {
        this.room = room;
    }

    /** Takes an outcome in; one of another room says nothing here. */
    public void add(Outcome outcome) {
        AuditHead head = outcome.audit();
        if (head != null && isOurs(outcome)) {
            latest.merge(head.writer(), head, (a, b) -> a.number() >= b.number() ? a : b);
        }
    }

    /** Whether an outcome is of this room; earlier versions did not say of which they were. */
    public boolean isOurs(Outcome outcome) {
        AuditHead head = outcome.audit();
        return head != null && (head.room() == null || head.room().equals(room));
    }

    /** Those that a database with these heads does not know, by writer: it was put back from an older backup. */
    public List<AuditHead> beyond(Map<String, AuditHead> stored) {
        return latest.values().stream()
                .filter(head -> isBeyond(head, stored.get(head.writer())))
                .sorted((a, b) -> a.writer().compareTo(b.writer()))
                .toList();
    }

    /** Whether a database where this writer's audit stands there does not know this head. */
    public static boolean isBeyond(AuditHead head, @Nullable AuditHead stored) {
        return stored == null || head.number() > stored.number();
    }

    /** Those that say something else than these heads about the same entry: two databases, and one name. */
    public List<AuditHead> against(Map<String, AuditHead> stored) {
        Collection<AuditHead> all = latest.values();
        return all.stream()
                .filter(head -> {
                    AuditHead other = stored.get(head.writer());
                    return other != null
                            && other.number() == head.number()
                            && !other.hash().equals(head.hash());
                })
                .toList();
    }
}

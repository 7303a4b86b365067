package org.cardroom.db.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardroom.events.outcome.AuditChainHead;

/**
 * Audit entries that were lost by a restore from an older backup.
 * @param from number of the first lost entry
 * @param to number of the last published entry
 * @param after hash of the last entry that remains
 * @param resumedFrom hash of the last published entry
 */
record AuditGap(long from, long to, String after, String resumedFrom) {
    /** Not the name of a card, agent or batch. */
    static final String SUBJECT = "restore";

    private static final Pattern TEXT = Pattern.compile(
            "entries (\\d{1,18}) to (\\d{1,18}) are lost after ([0-9A-F]{64}): resumes from the published ([0-9A-F]{64})");

    AuditGap {
        if (from > to) {
            throw new IllegalArgumentException("no entry is lost between " + (from - 1) + " and " + to);
        }
    }

    /** Returns the description for the audit entry. */
    String toText() {
        return "entries " + from + " to " + to + " are lost after " + after + ": resumes from the published "
                + resumedFrom;
    }

    /** Parses the gap of an entry; empty unless it is exactly the gap between the two entries. */
    static Optional<AuditGap> parse(String subject, String what, AuditChainHead before, long number) {
        Matcher match = TEXT.matcher(what);
        if (!subject.equals(SUBJECT) || number < before.number() + 2 || !match.matches()) {
            return Optional.empty();
        }
        AuditGap gap = new AuditGap(before.number() + 1, number - 1, before.hash(), match.group(4));
        return gap.toText().equals(what) ? Optional.of(gap) : Optional.empty();
    }
}

package org.cardroom.db.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardroom.events.outcome.AuditChainHead;

/**
 * What an audit lost when its database was put back from an older backup.
 *
 * @param from number of the first entry that is lost
 * @param to number of the last one that was published
 * @param after hash of the last entry that is left
 * @param resumedFrom hash of the last one that was published
 */
record AuditGap(long from, long to, String after, String resumedFrom) {
    /** No card, agent or batch is called so. */
    static final String SUBJECT = "restore";

    private static final Pattern WORDS = Pattern.compile(
            "entries (\\d{1,18}) to (\\d{1,18}) are lost after ([0-9A-F]{64}): goes on from the published ([0-9A-F]{64})");

    AuditGap {
        if (from > to) {
            throw new IllegalArgumentException("nothing is lost between entry " + (from - 1) + " and " + to);
        }
    }

    /** As it is written down. */
    String toText() {
        return "entries " + from + " to " + to + " are lost after " + after + ": goes on from the published "
                + resumedFrom;
    }

    /** The gap that this entry speaks of; empty unless it is the one between these two. */
    static Optional<AuditGap> parse(String subject, String what, AuditChainHead before, long number) {
        Matcher match = WORDS.matcher(what);
        if (!subject.equals(SUBJECT) || number < before.number() + 2 || !match.matches()) {
            return Optional.empty();
        }
        AuditGap gap = new AuditGap(before.number() + 1, number - 1, before.hash(), match.group(4));
        return gap.toText().equals(what) ? Optional.of(gap) : Optional.empty();
    }
}

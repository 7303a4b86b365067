package org.cardroom.events.client;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.cardroom.events.cache.BoundedMap;
import org.cardroom.events.message.EnrolmentNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes a notice only of an event that this agent has just sent: anybody can write one. That it is enrolled with
 * another key it believes only if that is not its own: whoever alters a copy of its event brings about such a notice.
 * What it believes it hands on once. Safe from any thread.
 */
final class EnrolmentNoticeFilter {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentNoticeFilter.class);
    private static final int MOST_RECENT = 256;

    private final String agent;
    private final String fingerprint;
    private final Consumer<EnrolmentNotice> listener;
    private final Map<UUID, Boolean> recent = BoundedMap.inInsertionOrder(MOST_RECENT);
    private boolean accepted;

    /** Those for the agent of this name, whose key has this fingerprint. */
    EnrolmentNoticeFilter(String agent, String fingerprint, Consumer<EnrolmentNotice> told) {
        this.agent = agent;
        this.fingerprint = fingerprint;
        this.listener = told;
    }

    /** An event that is about to be sent. */
    synchronized void recordSent(UUID event) {
        recent.put(event, true);
    }

    void handle(EnrolmentNotice notice) {
        if (acceptOnce(notice)) {
            listener.accept(notice);
        } else {
            LOG.debug("a notice that is not about an event of this agent, or not true");
        }
    }

    private synchronized boolean acceptOnce(EnrolmentNotice notice) {
        boolean first = !accepted && notice.agent().equals(agent) && recent.containsKey(notice.event());
        boolean isTrue = first
                && notice.reason() != EnrolmentNotice.NoticeReason.ENROLLED
                && !fingerprint.equals(notice.enrolledFingerprint());
        accepted = accepted || isTrue;
        return isTrue;
    }
}

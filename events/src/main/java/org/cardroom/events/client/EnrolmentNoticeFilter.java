package org.cardroom.events.client;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.cardroom.events.cache.BoundedMap;
import org.cardroom.events.message.EnrolmentNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts a notice only for an event that this agent has just sent, because notices are not authenticated. It ignores
 * {@code OTHER_KEY} with the agent's own key, which an altered copy of its event causes. It passes on one notice only. Safe from any thread.
 */
final class EnrolmentNoticeFilter {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentNoticeFilter.class);
    private static final int MOST_RECENT = 256;

    private final String agent;
    private final String fingerprint;
    private final Consumer<EnrolmentNotice> listener;
    private final Map<UUID, Boolean> recent = BoundedMap.inInsertionOrder(MOST_RECENT);
    private boolean accepted;

    /** Filters for the agent of this name, whose key has this fingerprint. */
    EnrolmentNoticeFilter(String agent, String fingerprint, Consumer<EnrolmentNotice> listener) {
        this.agent = agent;
        this.fingerprint = fingerprint;
        this.listener = listener;
    }

    /** Records an event that is about to be sent. */
    synchronized void recordSent(UUID event) {
        recent.put(event, true);
    }

    void handle(EnrolmentNotice notice) {
        if (acceptOnce(notice)) {
            listener.accept(notice);
        } else {
            LOG.debug("enrolment notice ignored: not for a recent event of this agent, or not true");
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

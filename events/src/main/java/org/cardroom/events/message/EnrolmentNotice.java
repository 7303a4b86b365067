package org.cardroom.events.message;

import java.util.UUID;
import java.util.regex.Pattern;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/**
 * Informs an agent why its events are rejected, or that it is enrolled. It is neither sealed nor authenticated, because
 * an agent that is not enrolled has no channel. An agent accepts it only for an event that it has just sent, and its only
 * reaction is to stop.
 * @param schema the version of the contract
 * @param agent the recipient
 * @param event the event that it refers to
 * @param enrolledFingerprint the fingerprint of the enrolled key; only with {@link NoticeReason#OTHER_KEY}
 */
public record EnrolmentNotice(
        int schema,
        String agent,
        UUID event,
        NoticeReason reason,
        @Nullable String enrolledFingerprint) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{4}( [0-9A-F]{4}){7}");

    public EnrolmentNotice {
        MessageValidation.requireSchema(schema, EventHeader.SCHEMA);
        MessageValidation.requireName("agent", agent);
        MessageValidation.requirePresent("event id", event);
        boolean other = MessageValidation.requirePresent("reason", reason) == NoticeReason.OTHER_KEY;
        boolean valid = enrolledFingerprint != null
                && FINGERPRINT.matcher(enrolledFingerprint).matches();
        if (other ? !valid : enrolledFingerprint != null) {
            throw new IllegalArgumentException("a fingerprint, 8 groups of 4 digits, goes with "
                    + NoticeReason.OTHER_KEY + " and no other reason");
        }
    }

    /** Creates a notice without a fingerprint. */
    public EnrolmentNotice(int schema, String agent, UUID event, NoticeReason reason) {
        this(schema, agent, event, reason, null);
    }

    /** Why a notice is sent. The agent itself can check whether {@link #OTHER_KEY} is true. */
    public enum NoticeReason {
        /** No officer has enrolled it as a reader agent. */
        NOT_ENROLLED,
        /** Its enrolment was revoked. */
        REVOKED,
        /** Its event is not authentic under the enrolled key: the agent has another key, or the event was altered. */
        OTHER_KEY,
        /** The agent is enrolled: its {@link CardEvent.EnrolmentCheckRequested} is authentic. */
        ENROLLED
    }
}

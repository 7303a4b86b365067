package org.cardroom.events.message;

import java.util.UUID;
import java.util.regex.Pattern;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent why nobody answers it, or that it is enrolled where it asked. It is neither sealed nor authenticated:
 * whoever is not enrolled has no channel. An agent believes it only of an event that it has just sent, and does nothing
 * for it but end.
 *
 * @param schema the version of the contract
 * @param agent whom it is for
 * @param event the event that it is about
 * @param enrolled the fingerprint of the key that the agent is enrolled with, where the reason is that it has another
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
        if (other ? enrolledFingerprint == null || !FINGERPRINT.matcher(enrolledFingerprint).matches() : enrolledFingerprint != null) {
            throw new IllegalArgumentException("a fingerprint, 8 groups of 4 digits, goes with "
                    + NoticeReason.OTHER_KEY + " and no other reason");
        }
    }

    /** Without a fingerprint. */
    public EnrolmentNotice(int schema, String agent, UUID event, NoticeReason reason) {
        this(schema, agent, event, reason, null);
    }

    /** Why it is sent. Only the first two follow from the enrolment alone; the agent itself can tell whether the third is true. */
    public enum NoticeReason {
        /** No officer has enrolled it as a reader agent. */
        NOT_ENROLLED,
        /** Its enrolment was revoked. */
        REVOKED,
        /** It is enrolled with a key under which its event is not authentic: another than its own, if it was not altered. */
        OTHER_KEY,
        /** Nothing is wrong: its {@link CardEvent.EnrolmentCheckRequested} is authentic. */
        ENROLLED
    }
}

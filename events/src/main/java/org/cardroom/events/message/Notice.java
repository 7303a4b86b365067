package org.cardroom.events.message;

import java.util.UUID;

/**
 * Tells an agent why nobody answers it. It is neither sealed nor authenticated: whoever is not enrolled has no channel.
 * An agent believes it only of an event that it has just sent, and does nothing for it but end.
 *
 * @param schema the version of the contract
 * @param agent whom it is for
 * @param event the event that was not answered
 */
public record Notice(int schema, String agent, UUID event, Reason reason) {
    public Notice {
        Checks.schema(schema, Origin.SCHEMA);
        Checks.name("agent", agent);
        Checks.present("event id", event);
        Checks.present("reason", reason);
    }

    /** Why; all of it follows from the enrolment alone, so that nobody can bring it about by an altered event. */
    public enum Reason {
        /** No officer has enrolled it as a reader agent. */
        NOT_ENROLLED("is not enrolled"),
        /** Its enrolment was revoked. */
        REVOKED("was revoked");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** In words, to follow the agent's name. */
        public String words() {
            return words;
        }
    }
}

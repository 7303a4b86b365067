package org.cardroom.events.command;

/**
 * An environment failure: an unreachable server, an unreadable file, a wrong passphrase. Its message is one line for the
 * operator that says what failed and where.
 */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates it with a one-line message. */
    public EnvironmentException(String message) {
        super(message);
    }

    /** Creates it with a one-line message and the cause. */
    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}

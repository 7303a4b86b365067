package org.cardroom.events.command;

/**
 * The environment does not allow it: a server that is not reachable, a file that cannot be read, a wrong passphrase.
 * Its message is one line that says what and where, for the person who started the command.
 */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what and where. */
    public EnvironmentException(String message) {
        super(message);
    }

    /** With what and where, and what the platform said. */
    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.cardroom.events.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a passphrase from a file, the environment or the terminal; never from an option's value. */
public final class PassphraseReader {
    private PassphraseReader() {}

    /**
     * Reads a passphrase, for the caller to clear.
     * @param file the file whose first line it is; null if none
     * @param variable the environment variable to read otherwise
     * @param what the name of the key file, for the prompt
     * @throws EnvironmentException if there is no passphrase
     */
    public static char[] read(@Nullable Path file, String variable, String what) {
        if (file != null) {
            return firstLine(file);
        }
        String value = System.getenv(variable);
        if (value != null) {
            return value.toCharArray();
        }
        return prompt(variable, what);
    }

    /** JDK 22 and later have a console without a terminal, from which nothing can be read. */
    @SuppressWarnings("SystemConsoleNull")
    private static char[] prompt(String variable, String what) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Passphrase of %s: ", what);
        if (typed == null) {
            throw new EnvironmentException(
                    "no passphrase for " + what + ": set " + variable + ", or name a file that holds it");
        }
        return typed;
    }

    private static char[] firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the passphrase file " + file, e);
        }
    }
}

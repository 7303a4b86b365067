package org.cardroom.events.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a passphrase comes from: a file, the environment, or the person at the terminal. Never an option's value. */
public final class PassphraseReader {
    private PassphraseReader() {}

    /**
     * Reads it, for the caller to clear.
     *
     * @param file its first line, where a file is named
     * @param variable the environment variable to look at otherwise
     * @param what what it opens, for the prompt
     * @throws EnvironmentException if it is nowhere to be had
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

    /** A newer JDK has a console where there is no terminal, but nothing can be read from it. */
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

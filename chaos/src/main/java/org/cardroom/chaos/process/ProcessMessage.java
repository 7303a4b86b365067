package org.cardroom.chaos.process;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** A message of a process to its parent: an output line of words with a prefix; all other lines are log lines. */
final class ProcessMessage {
    static final String OWNS = "owns";

    private static final String PREFIX = "@ ";

    private ProcessMessage() {}

    static boolean isMessage(String line) {
        return line.startsWith(PREFIX);
    }

    /** Whether the message names another process that must be killed together with its sender. */
    static boolean isOwnedProcess(String line) {
        return line.startsWith(PREFIX + OWNS + " ");
    }

    static List<String> parse(String line) {
        return Arrays.asList(line.substring(PREFIX.length()).split(" ", -1));
    }

    static void print(PrintStream out, String... words) {
        out.println(PREFIX + String.join(" ", words));
        out.flush();
    }
}

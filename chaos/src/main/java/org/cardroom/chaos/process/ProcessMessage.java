package org.cardroom.chaos.process;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** What a part says to whoever started it: a line of words with a mark before it; all its other lines are log. */
final class ProcessMessage {
    static final String OWNS = "owns";

    private static final String MARK = "@ ";

    private ProcessMessage() {}

    static boolean isMessage(String line) {
        return line.startsWith(MARK);
    }

    /** One that names a process which goes when the part goes. */
    static boolean isOwnedProcess(String line) {
        return line.startsWith(MARK + OWNS + " ");
    }

    static List<String> parse(String line) {
        return Arrays.asList(line.substring(MARK.length()).split(" ", -1));
    }

    static void print(PrintStream out, String... words) {
        out.println(MARK + String.join(" ", words));
        out.flush();
    }
}

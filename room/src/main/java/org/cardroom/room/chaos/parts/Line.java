package org.cardroom.room.chaos.parts;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** What a part says to whoever started it: a line of words with a mark before it; all its other lines are log. */
final class Line {
    static final String OWNS = "owns";

    private static final String MARK = "@ ";

    private Line() {}

    static boolean isOne(String line) {
        return line.startsWith(MARK);
    }

    /** One that names a process which goes when the part goes. */
    static boolean isOwned(String line) {
        return line.startsWith(MARK + OWNS + " ");
    }

    static List<String> words(String line) {
        return Arrays.asList(line.substring(MARK.length()).split(" ", -1));
    }

    static void say(PrintStream out, String... words) {
        out.println(MARK + String.join(" ", words));
        out.flush();
    }
}

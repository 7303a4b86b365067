package org.cardroom.agent;

import java.io.PrintWriter;

/** What was found, a line each. */
final class Findings {
    private final PrintWriter out;
    private boolean ok = true;

    Findings(PrintWriter out) {
        this.out = out;
    }

    void ok(String what) {
        say("ok  " + what);
    }

    /** Something is not as it should be. */
    void bad(String what, String whatToDo) {
        ok = false;
        say("--  " + what + ": " + whatToDo);
    }

    /** Something is not as it should be, and it says itself what to do. */
    void bad(String whatAndWhatToDo) {
        ok = false;
        say("--  " + whatAndWhatToDo);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    boolean areOk() {
        return ok;
    }
}

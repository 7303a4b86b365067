package org.cardroom.agent.doctor;

import java.io.PrintWriter;

/** Prints the result of each check as a line and remembers whether all were ok. */
final class DoctorReport {
    private final PrintWriter out;
    private boolean ok = true;

    DoctorReport(PrintWriter out) {
        this.out = out;
    }

    void ok(String what) {
        print("ok  " + what);
    }

    /** Prints a problem and what to do about it. */
    void problem(String what, String whatToDo) {
        problem(what + ": " + whatToDo);
    }

    /** Prints a problem whose text already says what to do. */
    void problem(String whatAndWhatToDo) {
        ok = false;
        print("--  " + whatAndWhatToDo);
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    boolean isOk() {
        return ok;
    }
}

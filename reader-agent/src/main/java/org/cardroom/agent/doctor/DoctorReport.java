package org.cardroom.agent.doctor;

import java.io.PrintWriter;

/** What was found, a line each. */
final class DoctorReport {
    private final PrintWriter out;
    private boolean ok = true;

    DoctorReport(PrintWriter out) {
        this.out = out;
    }

    void ok(String what) {
        print("ok  " + what);
    }

    /** Something is not as it should be. */
    void problem(String what, String whatToDo) {
        ok = false;
        print("--  " + what + ": " + whatToDo);
    }

    /** Something is not as it should be, and it says itself what to do. */
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

package org.cardroom.chaos;

import org.cardroom.events.command.CliRunner;

/** Runs the {@code chaos} command: issues cards while processes are killed, stopped and cut off. */
public final class ChaosMain {
    private ChaosMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new ChaosCommand(), args));
    }
}

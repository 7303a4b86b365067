package org.cardroom.chaos;

import org.cardroom.events.command.CliRunner;

/** Entry point of the {@code chaos} command. */
public final class ChaosMain {
    private ChaosMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new ChaosCommand(), args));
    }
}

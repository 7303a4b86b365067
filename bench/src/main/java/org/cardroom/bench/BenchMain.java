package org.cardroom.bench;

import org.cardroom.events.command.CliRunner;

/** Runs the {@code bench} command: benchmarks of the processor, the agent and the HTTP API. */
public final class BenchMain {
    private BenchMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new BenchCommand(), args));
    }
}

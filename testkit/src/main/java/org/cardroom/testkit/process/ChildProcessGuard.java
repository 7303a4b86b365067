package org.cardroom.testkit.process;

import java.io.IOException;
import org.cardroom.events.command.EnvironmentException;

/**
 * Kills a process once this one has ended, in whatever way. It is a process of its own, whose input ends then; what it
 * holds is what users start, and knows of no bench.
 */
public final class ChildProcessGuard implements AutoCloseable {
    private final Process holding;

    private ChildProcessGuard(Process holding) {
        this.holding = holding;
    }

    public static ChildProcessGuard guard(ProcessHandle held) {
        try {
            String script = "trap '' INT HUP; cat; kill -9 \"$0\"";
            return new ChildProcessGuard(new ProcessBuilder("sh", "-c", script, Long.toString(held.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            held.destroyForcibly();
            throw new EnvironmentException("there is no shell: " + e.getMessage(), e);
        }
    }

    /** Lets go. */
    @Override
    public void close() {
        holding.destroyForcibly();
    }
}

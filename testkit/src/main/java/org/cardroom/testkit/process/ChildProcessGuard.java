package org.cardroom.testkit.process;

import java.io.IOException;
import org.cardroom.events.command.EnvironmentException;

/**
 * Kills a child process when this JVM ends, even by SIGKILL. The guard is a shell that waits for the end of its input. It
 * serves programs that do not watch their own input; others use {@link StdinLifeline}.
 */
public final class ChildProcessGuard implements AutoCloseable {
    private final Process shell;

    private ChildProcessGuard(Process shell) {
        this.shell = shell;
    }

    /** Guards a child process; throws EnvironmentException if there is no shell; the child is killed then. */
    public static ChildProcessGuard guard(ProcessHandle child) {
        try {
            String script = "trap '' INT HUP; cat; kill -9 \"$0\"";
            return new ChildProcessGuard(new ProcessBuilder("sh", "-c", script, Long.toString(child.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            child.destroyForcibly();
            throw new EnvironmentException("no shell 'sh' found: " + e.getMessage(), e);
        }
    }

    /** Ends the guard; the child goes on. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}

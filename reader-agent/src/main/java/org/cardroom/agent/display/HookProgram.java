package org.cardroom.agent.display;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cardroom.agent.display.SlotObserver.SlotStatus;
import org.jspecify.annotations.Nullable;

/**
 * The program of {@code --on-state}. Its environment has CARDROOM_SLOT, CARDROOM_STATE, and if known CARDROOM_REASON,
 * CARDROOM_KIND and CARDROOM_CARD. None of them is secret, and it inherits no other CARDROOM_ variable. Its file is
 * started without arguments and without a shell.
 */
record HookProgram(String file) {
    private static final String PREFIX = "CARDROOM_";
    private static final File DEV_NULL = new File("/dev/null");

    /**
     * Runs the program and returns what went wrong, if anything. The program and its descendants are killed if they
     * exceed the timeout or this thread is interrupted.
     */
    Optional<String> run(SlotStatus status, Duration timeout) {
        ProcessBuilder builder = new ProcessBuilder(file)
                .redirectInput(Redirect.from(DEV_NULL))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        setEnvironment(status, builder.environment());
        try {
            return awaitExit(builder.start(), timeout);
        } catch (IOException e) {
            return Optional.of(file + " cannot be started (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void setEnvironment(SlotStatus status, Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith(PREFIX));
        environment.put(PREFIX + "SLOT", status.slot());
        environment.put(PREFIX + "STATE", status.state().name());
        put(environment, "REASON", status.reason());
        put(environment, "KIND", status.kind());
        put(environment, "CARD", status.card());
    }

    private static void put(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(PREFIX + name, value.toString());
        }
    }

    private Optional<String> awaitExit(Process process, Duration timeout) throws InterruptedException {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(file + " was killed after " + timeout.toSeconds() + " s");
            }
            int code = process.exitValue();
            return code == 0 ? Optional.empty() : Optional.of(file + " ended with exit code " + code);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}

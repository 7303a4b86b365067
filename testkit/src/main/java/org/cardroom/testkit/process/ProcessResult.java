package org.cardroom.testkit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.command.EnvironmentException;

/** The result of a program that ran to its end; output is standard output and standard error. */
public record ProcessResult(int exitCode, String output, Duration duration) {
    private static final int BOUND_SECONDS = 60;

    /**
     * Runs a program with empty standard input and waits for its end.
     * @throws EnvironmentException if it cannot be started, or still runs a minute after it closed its output
     */
    public static ProcessResult run(ProcessBuilder command) {
        String name = command.command().get(0);
        long start = System.nanoTime();
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new EnvironmentException(name + " does not end: " + output);
            }
            return new ProcessResult(process.exitValue(), output, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new EnvironmentException(name + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }
}

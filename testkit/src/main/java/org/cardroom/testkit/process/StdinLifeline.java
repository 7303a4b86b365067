package org.cardroom.testkit.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Ties a child process of this project to its parent: standard input ends when the parent ends or closes it. */
public final class StdinLifeline {
    private StdinLifeline() {}

    /** Passes each line of standard input to the consumer; returns at the end of input. */
    public static void readUntilClosed(Consumer<String> consumer) {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .forEach(consumer);
    }
}

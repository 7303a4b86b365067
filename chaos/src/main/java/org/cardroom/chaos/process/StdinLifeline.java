package org.cardroom.chaos.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Ties a process to the one that started it: when that one ends, or lets go, the standard input ends. */
final class StdinLifeline {
    private StdinLifeline() {}

    /** Hands on each line that comes in, and returns when nobody holds the other end any more. */
    static void readUntilClosed(Consumer<String> each) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                each.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

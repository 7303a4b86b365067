package org.cardroom.room.chaos.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Ties a process to the one that started it: when that one ends, or lets go, the standard input ends. */
final class Leash {
    private Leash() {}

    /** Hands on each line that comes in, and returns when nobody holds the other end any more. */
    static void follow(Consumer<String> each) {
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

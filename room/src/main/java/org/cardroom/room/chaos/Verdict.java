package org.cardroom.room.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an audit found so far. Thread-safe. */
final class Verdict {
    private static final int MOST_LINES = 100;

    private final Map<String, Integer> failed = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private int lost;
    private int doubled;
    private int locked;

    synchronized void lost(String line) {
        lost++;
        line("lost: " + line);
    }

    synchronized void doubled(String line, int times) {
        doubled += times;
        line("doubled: " + line);
    }

    synchronized void locked(String line) {
        locked++;
        line("locked: " + line);
    }

    /** Something else that is not as it should be. */
    synchronized void odd(String line) {
        line("odd: " + line);
    }

    synchronized void failed(String reason) {
        failed.merge(reason, 1, Integer::sum);
    }

    private void line(String line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    synchronized int lost() {
        return lost;
    }

    synchronized int doubled() {
        return doubled;
    }

    synchronized int locked() {
        return locked;
    }

    synchronized Map<String, Integer> failed() {
        return new TreeMap<>(failed);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}

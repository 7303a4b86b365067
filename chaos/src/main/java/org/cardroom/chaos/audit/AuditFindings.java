package org.cardroom.chaos.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an audit found so far. Thread-safe. */
public final class AuditFindings {
    private static final int MOST_LINES = 100;

    private final Map<String, Integer> failed = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private int lost;
    private int doubled;
    private int locked;

    synchronized void addLost(String line) {
        lost++;
        line("lost: " + line);
    }

    public synchronized void addDuplicate(String line, int times) {
        doubled += times;
        line("doubled: " + line);
    }

    synchronized void addLocked(String line) {
        locked++;
        line("locked: " + line);
    }

    /** Something else that is not as it should be. */
    public synchronized void addAnomaly(String line) {
        line("odd: " + line);
    }

    synchronized void countFailure(String reason) {
        failed.merge(reason, 1, Integer::sum);
    }

    private void line(String line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    public synchronized int lost() {
        return lost;
    }

    public synchronized int doubled() {
        return doubled;
    }

    public synchronized int locked() {
        return locked;
    }

    public synchronized Map<String, Integer> failed() {
        return new TreeMap<>(failed);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}

package org.cardroom.chaos.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the findings of the checks. Thread-safe. */
public final class AuditFindings {
    private static final int MAX_LINES = 100;

    private final Map<String, Integer> failed = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private int lost;
    private int doubled;
    private int locked;

    synchronized void addLost(String line) {
        lost++;
        addLine("lost: " + line);
    }

    public synchronized void addDuplicate(String line, int times) {
        doubled += times;
        addLine("doubled: " + line);
    }

    synchronized void addLocked(String line) {
        locked++;
        addLine("locked: " + line);
    }

    /** Adds any other violation. */
    public synchronized void addAnomaly(String line) {
        addLine("anomaly: " + line);
    }

    synchronized void countFailure(String reason) {
        failed.merge(reason, 1, Integer::sum);
    }

    private void addLine(String line) {
        if (lines.size() < MAX_LINES) {
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

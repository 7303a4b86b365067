package org.cardroom.agent.slot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.smartcardio.CardException;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.reader.ReaderSource.SlotAssignment;
import org.cardroom.agent.session.StopSignal;
import org.jspecify.annotations.Nullable;

/** Runs a worker thread for each reader while it is connected. No error of a driver ends the polling. */
final class ReaderSupervisor implements Runnable {
    private final ReaderSource source;
    private final BiFunction<String, ReaderSource.Reader, SlotWorker> workerFactory;
    private final SlotObserver observer;
    private final Duration pollInterval;
    private final StopSignal stopSignal;
    private final Map<String, WorkerThread> workers = new ConcurrentHashMap<>();
    private final Set<String> reported = new HashSet<>();

    private record WorkerThread(SlotWorker worker, Thread thread) {}

    ReaderSupervisor(
            ReaderSource source,
            BiFunction<String, ReaderSource.Reader, SlotWorker> workerFactory,
            SlotObserver observer,
            Duration pollInterval,
            StopSignal stopSignal) {
        this.source = source;
        this.workerFactory = workerFactory;
        this.observer = observer;
        this.pollInterval = pollInterval;
        this.stopSignal = stopSignal;
    }

    @Override
    public void run() {
        while (!stopSignal.awaitStop(pollInterval)) {
            refreshReaders();
        }
    }

    /** Starts workers for newly connected readers and stops those of disconnected readers. */
    synchronized void refreshReaders() {
        List<String> messages = new ArrayList<>();
        try {
            SlotAssignment assignment = source.connected();
            workers.entrySet()
                    .removeIf(entry -> stopIfReaderGone(
                            entry.getValue(), assignment.slots().get(entry.getKey())));
            assignment.slots().forEach(this::startWorker);
            messages.addAll(assignment.unserved());
            if (assignment.slots().isEmpty()) {
                messages.add("no reader is connected: waiting for one");
            }
        } catch (CardException e) {
            messages.add(e.getMessage() + " Waiting for it");
        } catch (RuntimeException e) {
            messages.add("cannot list the readers (" + e + "): trying again");
        }
        reportNew(messages);
    }

    /** Returns whether the worker can be removed: its thread has ended, and no quarantined reader remains connected. */
    private static boolean stopIfReaderGone(WorkerThread current, ReaderSource.@Nullable Reader reader) {
        boolean same = reader != null && reader.name().equals(current.worker.readerName());
        if (!same) {
            current.worker.markReaderGone();
        }
        return !current.thread.isAlive() && !(same && current.worker.isQuarantined());
    }

    private void startWorker(String name, ReaderSource.Reader reader) {
        if (!workers.containsKey(name)) {
            SlotWorker worker = workerFactory.apply(name, reader);
            Thread thread = new Thread(worker, "slot-" + name);
            thread.setDaemon(true);
            workers.put(name, new WorkerThread(worker, thread));
            thread.start();
        }
    }

    /** Reports a message once, until it no longer applies. */
    private void reportNew(List<String> messages) {
        reported.retainAll(messages);
        messages.stream().filter(reported::add).forEach(observer::agentMessage);
    }

    /** Returns the threads of the current workers. It does not wait for a refresh, which a driver may block. */
    List<Thread> workerThreads() {
        return workers.values().stream().map(WorkerThread::thread).toList();
    }
}

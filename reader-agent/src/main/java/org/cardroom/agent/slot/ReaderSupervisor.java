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

/**
 * Keeps a thread at each reader that is there: it begins when the reader comes, and ends when it goes. Nothing that a
 * driver does ends the looking for readers.
 */
final class ReaderSupervisor implements Runnable {
    private final ReaderSource readerSource;
    private final BiFunction<String, ReaderSource.Reader, SlotWorker> workerFactory;
    private final SlotObserver observer;
    private final Duration poll;
    private final StopSignal stopSignal;
    private final Map<String, WorkerThread> workers = new ConcurrentHashMap<>();
    private final Set<String> reported = new HashSet<>();

    private record WorkerThread(SlotWorker worker, Thread thread) {}

    /** Makes each slot with this, on its own thread. */
    ReaderSupervisor(
            ReaderSource readerSource,
            BiFunction<String, ReaderSource.Reader, SlotWorker> begin,
            SlotObserver observer,
            Duration poll,
            StopSignal stopSignal) {
        this.readerSource = readerSource;
        this.workerFactory = begin;
        this.observer = observer;
        this.poll = poll;
        this.stopSignal = stopSignal;
    }

    @Override
    public void run() {
        while (!stopSignal.awaitStop(poll)) {
            refreshReaders();
        }
    }

    /** Begins with the readers that are there now, and ends with those that are not. */
    synchronized void refreshReaders() {
        List<String> remarks = new ArrayList<>();
        try {
            SlotAssignment assignment = readerSource.connected();
            workers.entrySet()
                    .removeIf(seat ->
                            stopIfReaderGone(seat.getValue(), assignment.slots().get(seat.getKey())));
            assignment.slots().forEach(this::startWorker);
            remarks.addAll(assignment.unserved());
            if (assignment.slots().isEmpty()) {
                remarks.add("no reader is there: waiting for one");
            }
        } catch (CardException e) {
            remarks.add(e.getMessage() + " Waiting for it");
        } catch (RuntimeException e) {
            remarks.add("the readers cannot be listed (" + e + "): looking again");
        }
        reportOnce(remarks);
    }

    /** Another reader at a slot is served once the thread of the one before has ended. */
    private static boolean stopIfReaderGone(WorkerThread seat, ReaderSource.@Nullable Reader now) {
        boolean same = now != null && now.name().equals(seat.worker.readerName());
        if (!same) {
            seat.worker.markReaderGone();
        }
        return !seat.thread.isAlive() && !(same && seat.worker.isQuarantined());
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

    /** Each line once, until it is no longer true. */
    private void reportOnce(List<String> remarks) {
        reported.retainAll(remarks);
        remarks.stream().filter(reported::add).forEach(observer::agentMessage);
    }

    /** Those at readers now; it never waits for a look, which a driver may hold up. */
    List<Thread> workerThreads() {
        return workers.values().stream().map(WorkerThread::thread).toList();
    }
}

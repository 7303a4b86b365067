package org.cardroom.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.smartcardio.CardException;
import org.cardroom.agent.reader.Readers;
import org.cardroom.agent.reader.Readers.Seating;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a thread at each reader that is there: it begins when the reader comes, and ends when it goes. Nothing that a
 * driver does ends the looking for readers.
 */
final class Roll implements Runnable {
    private final Readers readers;
    private final BiFunction<String, Readers.Reader, Slot> begin;
    private final SlotObserver observer;
    private final Duration poll;
    private final Stop stop;
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();
    private final Set<String> told = new HashSet<>();

    private record Seat(Slot slot, Thread thread) {}

    /** Makes each slot with this, on its own thread. */
    Roll(
            Readers readers,
            BiFunction<String, Readers.Reader, Slot> begin,
            SlotObserver observer,
            Duration poll,
            Stop stop) {
        this.readers = readers;
        this.begin = begin;
        this.observer = observer;
        this.poll = poll;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isAskedWithin(poll)) {
            look();
        }
    }

    /** Begins with the readers that are there now, and ends with those that are not. */
    synchronized void look() {
        List<String> remarks = new ArrayList<>();
        try {
            Seating seating = readers.now();
            seats.entrySet()
                    .removeIf(seat -> isOver(seat.getValue(), seating.slots().get(seat.getKey())));
            seating.slots().forEach(this::serve);
            remarks.addAll(seating.unserved());
            if (seating.slots().isEmpty()) {
                remarks.add("no reader is there: waiting for one");
            }
        } catch (CardException e) {
            remarks.add(e.getMessage() + " Waiting for it");
        } catch (RuntimeException e) {
            remarks.add("the readers cannot be listed (" + e + "): looking again");
        }
        tell(remarks);
    }

    /** Another reader at a slot is served once the thread of the one before has ended. */
    private static boolean isOver(Seat seat, Readers.@Nullable Reader now) {
        boolean same = now != null && now.name().equals(seat.slot.reader());
        if (!same) {
            seat.slot.leave();
        }
        return !seat.thread.isAlive() && !(same && seat.slot.isQuarantined());
    }

    private void serve(String name, Readers.Reader reader) {
        if (!seats.containsKey(name)) {
            Slot slot = begin.apply(name, reader);
            Thread thread = new Thread(slot, "slot-" + name);
            thread.setDaemon(true);
            seats.put(name, new Seat(slot, thread));
            thread.start();
        }
    }

    /** Each line once, until it is no longer true. */
    private void tell(List<String> remarks) {
        told.retainAll(remarks);
        remarks.stream().filter(told::add).forEach(observer::says);
    }

    /** Those at readers now; it never waits for a look, which a driver may hold up. */
    List<Thread> threads() {
        return seats.values().stream().map(Seat::thread).toList();
    }
}

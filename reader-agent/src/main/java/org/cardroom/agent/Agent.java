package org.cardroom.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: one thread a slot, and one that reads instructions. */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration ENDING = Duration.ofSeconds(8);

    private final Link link;
    private final WriteJournal journal;
    private final Stop stop = new Stop();
    private final List<Thread> threads;

    private Agent(
            Link link,
            WriteJournal journal,
            Map<String, Supplier<CardTerminal>> slots,
            SlotObserver observer,
            Patience patience) {
        this.link = link;
        this.journal = journal;
        this.threads = slots.entrySet().stream()
                .map(slot -> {
                    Board board = new Board(slot.getKey(), link, observer);
                    Workplace at = new Workplace(slot.getKey(), link, journal, board, patience, stop);
                    return new Thread(new Slot(at, slot.getValue()), "slot-" + slot.getKey());
                })
                .toList();
    }

    /**
     * Starts an agent; it serves its slots when this returns.
     *
     * @param slots the readers by the stable names of their slots; a reader is asked for anew after it failed
     * @throws org.cardroom.events.command.CannotRun if the journal or the broker cannot be used
     */
    public static Agent start(AgentConfig config, Map<String, Supplier<CardTerminal>> slots, SlotObserver observer) {
        WriteJournal journal = WriteJournal.at(config.journal());
        try {
            Link.Identity identity =
                    new Link.Identity(config.name(), config.key(), config.processorsId(), config.processors());
            Link link = Link.over(config.kafka(), identity, Clock.systemUTC(), Patience.USUAL.answer());
            return start(link, journal, slots, observer, Patience.USUAL);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    static Agent start(
            Link link,
            WriteJournal journal,
            Map<String, Supplier<CardTerminal>> slots,
            SlotObserver observer,
            Patience patience) {
        Agent agent = new Agent(link, journal, slots, observer, patience);
        agent.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return agent;
    }

    /** How many slots it serves. */
    public int slots() {
        return threads.size();
    }

    /** Ends it in a few seconds: a write that is under way is finished and reported, a new one is not begun. */
    @Override
    public void close() {
        stop.ask();
        link.askNoMore();
        long end = System.nanoTime() + ENDING.toNanos();
        threads.forEach(thread -> join(thread, Duration.ofNanos(end - System.nanoTime())));
        link.close();
        journal.close();
    }

    private static void join(Thread thread, Duration bound) {
        try {
            thread.join(Math.max(1, bound.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} has not ended: its reader or the broker does not answer", thread.getName());
        }
    }
}

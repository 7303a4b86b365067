package org.cardroom.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.client.InstructionClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: one thread a slot, one that looks for readers, and one that reads instructions. */
public final class Agent implements AutoCloseable {
    /** After this many faults in a row a reader is quarantined, where nobody says otherwise. */
    static final int USUAL_FAULTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration ENDING = Duration.ofSeconds(8);

    private final InstructionClient client;
    private final WriteJournal journal;
    private final Stop stop = new Stop();
    private final Roll roll;
    private final Thread thread;
    private final Map<String, Board> boards = new ConcurrentHashMap<>();

    private Agent(
            InstructionClient client,
            WriteJournal journal,
            Readers readers,
            SlotObserver observer,
            Patience patience,
            int mostFaults) {
        this.client = client;
        this.journal = journal;
        BiFunction<String, Readers.Reader, Slot> begin = (slot, reader) -> {
            Board board = boards.computeIfAbsent(slot, name -> new Board(name, client, observer));
            return new Slot(new Workplace(slot, client, journal, board, patience, stop), reader, mostFaults);
        };
        this.roll = new Roll(readers, begin, observer, patience.poll(), stop);
        this.thread = new Thread(roll, "readers");
    }

    /**
     * Starts an agent; it serves its slots when this returns.
     *
     * @param slots the readers by the stable names of their slots; a reader is asked for anew after it failed
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static Agent start(AgentConfig config, Map<String, Supplier<CardTerminal>> slots, SlotObserver observer) {
        return start(config, Readers.fixed(slots), observer, USUAL_FAULTS);
    }

    /**
     * Starts an agent over readers that come and go; it serves those that are there when this returns.
     *
     * @param mostFaults after how many faults in a row a reader is quarantined; 0 is never
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static Agent start(AgentConfig config, Readers readers, SlotObserver observer, int mostFaults) {
        WriteJournal journal = WriteJournal.at(config.journal());
        InstructionClient client;
        try {
            client = InstructionClient.connect(
                    config.kafka(), config.identity(), Clock.systemUTC(), Patience.USUAL.answer(), observer::dismissed);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        return start(client, journal, readers, observer, Patience.USUAL, mostFaults);
    }

    /** Link and journal are its own from now on, and closed if it does not start. */
    static Agent start(
            InstructionClient client,
            WriteJournal journal,
            Readers readers,
            SlotObserver observer,
            Patience patience,
            int mostFaults) {
        Agent agent = new Agent(client, journal, readers, observer, patience, mostFaults);
        try {
            agent.roll.look();
            agent.thread.setDaemon(true);
            agent.thread.start();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    /** How many slots it serves now. */
    public int slots() {
        return roll.threads().size();
    }

    /** Ends it in a few seconds: a write that is under way is finished and reported, a new one is not begun. */
    @Override
    public void close() {
        stop.ask();
        client.stopAccepting();
        long end = System.nanoTime() + ENDING.toNanos();
        join(thread, end);
        roll.threads().forEach(each -> join(each, end));
        client.close();
        journal.close();
    }

    private static void join(Thread thread, long end) {
        try {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} has not ended: its reader or the broker does not answer", thread.getName());
        }
    }
}

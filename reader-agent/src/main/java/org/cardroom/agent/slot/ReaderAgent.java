package org.cardroom.agent.slot;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.display.SlotStatusPublisher;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.session.SlotContext;
import org.cardroom.agent.session.StopSignal;
import org.cardroom.events.client.InstructionClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: one thread a slot, one that looks for readers, and one that reads instructions. */
public final class ReaderAgent implements AutoCloseable {
    /** After this many faults in a row a reader is quarantined, where nobody says otherwise. */
    public static final int DEFAULT_MAX_FAULTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ReaderAgent.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(8);

    private final InstructionClient client;
    private final WriteJournal journal;
    private final StopSignal stopSignal = new StopSignal();
    private final ReaderSupervisor supervisor;
    private final Thread thread;
    private final Map<String, SlotStatusPublisher> statusPublishers = new ConcurrentHashMap<>();

    private ReaderAgent(
            InstructionClient client,
            WriteJournal journal,
            ReaderSource readerSource,
            SlotObserver observer,
            AgentTimeouts timeouts,
            int mostFaults) {
        this.client = client;
        this.journal = journal;
        BiFunction<String, ReaderSource.Reader, SlotWorker> begin = (slot, reader) -> {
            SlotStatusPublisher statusPublisher =
                    statusPublishers.computeIfAbsent(slot, name -> new SlotStatusPublisher(name, client, observer));
            return new SlotWorker(
                    new SlotContext(slot, client, journal, statusPublisher, timeouts, stopSignal), reader, mostFaults);
        };
        this.supervisor = new ReaderSupervisor(readerSource, begin, observer, timeouts.pollInterval(), stopSignal);
        this.thread = new Thread(supervisor, "readers");
    }

    /**
     * Starts an agent; it serves its slots when this returns.
     *
     * @param slots the readers by the stable names of their slots; a reader is asked for anew after it failed
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static ReaderAgent start(
            AgentConfig config, Map<String, Supplier<CardTerminal>> slots, SlotObserver observer) {
        return start(config, ReaderSource.fixed(slots), observer, DEFAULT_MAX_FAULTS);
    }

    /**
     * Starts an agent over readers that come and go; it serves those that are there when this returns.
     *
     * @param mostFaults after how many faults in a row a reader is quarantined; 0 is never
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static ReaderAgent start(
            AgentConfig config, ReaderSource readerSource, SlotObserver observer, int mostFaults) {
        WriteJournal journal = WriteJournal.open(config.journalFile());
        InstructionClient client;
        try {
            client = InstructionClient.connect(
                    config.kafka(),
                    config.identity(),
                    Clock.systemUTC(),
                    AgentTimeouts.DEFAULT.instructionTimeout(),
                    observer::agentRefused);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        return start(client, journal, readerSource, observer, AgentTimeouts.DEFAULT, mostFaults);
    }

    /** Link and journal are its own from now on, and closed if it does not start. */
    static ReaderAgent start(
            InstructionClient client,
            WriteJournal journal,
            ReaderSource readerSource,
            SlotObserver observer,
            AgentTimeouts timeouts,
            int mostFaults) {
        ReaderAgent agent = new ReaderAgent(client, journal, readerSource, observer, timeouts, mostFaults);
        try {
            agent.supervisor.refreshReaders();
            agent.thread.setDaemon(true);
            agent.thread.start();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    /** How many slots it serves now. */
    public int slotCount() {
        return supervisor.workerThreads().size();
    }

    /** Ends it in a few seconds: a write that is under way is finished and reported, a new one is not begun. */
    @Override
    public void close() {
        stopSignal.request();
        client.stopAccepting();
        long end = System.nanoTime() + SHUTDOWN_TIMEOUT.toNanos();
        join(thread, end);
        supervisor.workerThreads().forEach(each -> join(each, end));
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

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

/** A running agent: one thread for each slot, one that polls for readers, and one that receives instructions. */
public final class ReaderAgent implements AutoCloseable {
    /** The default number of faults in a row after which a reader is quarantined. */
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
            ReaderSource source,
            SlotObserver observer,
            AgentTimeouts timeouts,
            int maxFaults) {
        this.client = client;
        this.journal = journal;
        BiFunction<String, ReaderSource.Reader, SlotWorker> workerFactory = (slot, reader) -> {
            SlotStatusPublisher statusPublisher =
                    statusPublishers.computeIfAbsent(slot, name -> new SlotStatusPublisher(name, client, observer));
            return new SlotWorker(
                    new SlotContext(slot, client, journal, statusPublisher, timeouts, stopSignal), reader, maxFaults);
        };
        this.supervisor = new ReaderSupervisor(source, workerFactory, observer, timeouts.pollInterval(), stopSignal);
        this.thread = new Thread(supervisor, "readers");
    }

    /**
     * Starts an agent with fixed readers; it serves them when this returns.
     * @param slots suppliers of the readers by slot name; a supplier is called again after its reader failed
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static ReaderAgent start(
            AgentConfig config, Map<String, Supplier<CardTerminal>> slots, SlotObserver observer) {
        return start(config, ReaderSource.fixed(slots), observer, DEFAULT_MAX_FAULTS);
    }

    /**
     * Starts an agent with readers that may be connected and disconnected; it serves the connected ones when this returns.
     * @param maxFaults the number of faults in a row after which a reader is quarantined; 0 for never
     * @throws org.cardroom.events.command.EnvironmentException if the journal or the broker cannot be used
     */
    public static ReaderAgent start(AgentConfig config, ReaderSource source, SlotObserver observer, int maxFaults) {
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
        return start(client, journal, source, observer, AgentTimeouts.DEFAULT, maxFaults);
    }

    /** Starts an agent that owns the client and the journal; both are closed if it does not start. */
    static ReaderAgent start(
            InstructionClient client,
            WriteJournal journal,
            ReaderSource source,
            SlotObserver observer,
            AgentTimeouts timeouts,
            int maxFaults) {
        ReaderAgent agent = new ReaderAgent(client, journal, source, observer, timeouts, maxFaults);
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

    /** Returns the number of slots that the agent serves now. */
    public int slotCount() {
        return supervisor.workerThreads().size();
    }

    /** Stops within a few seconds: a write in progress is completed and reported, no new one is started. */
    @Override
    public void close() {
        stopSignal.request();
        client.stopAccepting();
        long deadline = System.nanoTime() + SHUTDOWN_TIMEOUT.toNanos();
        join(thread, deadline);
        supervisor.workerThreads().forEach(each -> join(each, deadline));
        client.close();
        journal.close();
    }

    private static void join(Thread thread, long deadline) {
        try {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("thread did not stop; thread={}; its reader or the broker does not answer", thread.getName());
        }
    }
}

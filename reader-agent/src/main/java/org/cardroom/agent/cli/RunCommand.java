package org.cardroom.agent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.smartcardio.CardException;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.CompositeSlotObserver;
import org.cardroom.agent.display.ConsoleSlotObserver;
import org.cardroom.agent.display.StateChangeHook;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.events.kafka.KafkaOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the agent for the readers of this machine until it is interrupted, or for one card. */
@Command(
        name = "run",
        description = "Serves the readers of this machine until it is interrupted.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Option(
            names = "--quarantine-after",
            paramLabel = "N",
            defaultValue = "" + ReaderAgent.DEFAULT_MAX_FAULTS,
            description = "quarantine a reader after N faults in a row; 0: never. Default: ${DEFAULT-VALUE}")
    private int maxFaults;

    @Option(
            names = "--on-state",
            paramLabel = "PROGRAM",
            description = "run this without arguments at each change of a slot's state, with the environment variables"
                    + " CARDROOM_SLOT, _STATE, _REASON, _KIND and _CARD; it is killed after 5 s")
    private @Nullable String onState;

    @Option(names = "--slot", paramLabel = "NAME", description = "serve only this slot")
    private @Nullable String slot;

    @Option(
            names = "--once",
            description = "issue the card in the reader, or else the next one inserted, and exit: 0 if it is issued,"
                    + " 1 if not; with several readers, --slot is required")
    private boolean once;

    @Override
    public Integer call() {
        CliRunner.requireUsage(spec, maxFaults >= 0, "--quarantine-after must be 0 or more");
        AgentConfig config = options.agentConfig(broker.createClients());
        ReaderSource source = selectedReaders();
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        RunCompletion completion = new RunCompletion(once, options.agentDirectory());
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                StateChangeHook hook = new StateChangeHook(onState, HOOK_TIMEOUT);
                ReaderAgent agent = ReaderAgent.start(
                        config,
                        source,
                        new CompositeSlotObserver(List.of(new ConsoleSlotObserver(print), completion, hook)),
                        maxFaults)) {
            print.println(config.name() + " serves " + agent.slotCount() + " readers; Ctrl-C ends it");
            print.flush();
            completion.onCompletion(shutdown::trigger);
            shutdown.await();
        }
        return completion.exitCode();
    }

    private ReaderSource selectedReaders() {
        ReaderSource all = options.readerSource();
        String selected = once ? selectSlot(all, slot) : slot;
        return selected == null ? all : all.restrictedTo(selected);
    }

    /** Selects the slot that {@code --once} serves; {@code wanted} may be absent if there is only one slot. */
    static String selectSlot(ReaderSource source, @Nullable String wanted) {
        Set<String> slots = connectedSlots(source);
        if (slots.isEmpty()) {
            throw new EnvironmentException("no reader is connected");
        }
        Optional<String> found = wanted == null
                ? slots.stream().findFirst().filter(only -> slots.size() == 1)
                : Optional.of(wanted).filter(slots::contains);
        String problem = wanted == null ? "choose one with --slot: " : "there is no slot " + wanted + ", only ";
        return found.orElseThrow(() -> new EnvironmentException(problem + String.join(", ", slots)));
    }

    private static Set<String> connectedSlots(ReaderSource source) {
        try {
            return new TreeSet<>(source.connected().slots().keySet());
        } catch (CardException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }
}

package org.cardroom.agent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.CompositeSlotObserver;
import org.cardroom.agent.display.ConsoleSlotObserver;
import org.cardroom.agent.display.HookProgram;
import org.cardroom.agent.display.StateChangeHook;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.events.kafka.KafkaOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an agent over the readers of this machine until it is interrupted, or for one card. */
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
            names = "--faults",
            paramLabel = "N",
            defaultValue = "" + ReaderAgent.DEFAULT_MAX_FAULTS,
            description = "after how many faults in a row a reader is quarantined; 0: never. Default: ${DEFAULT-VALUE}")
    private int faults;

    @Option(
            names = "--on-state",
            paramLabel = "PROGRAM",
            description = "run this, without arguments, whenever a slot shows another state: it is told by its"
                    + " environment's CARDROOM_SLOT, _STATE, _REASON, _KIND and _CARD, and killed after 5 s")
    private @Nullable String onState;

    @Option(names = "--slot", paramLabel = "NAME", description = "serve only this slot")
    private @Nullable String slot;

    @Option(
            names = "--once",
            description = "issue the card that is in the reader, else the next one put in, and end: 0 if it is issued,"
                    + " 1 if not; with several readers --slot says which")
    private boolean once;

    @Override
    public Integer call() {
        CliRunner.requireUsage(spec, faults >= 0, "--faults must be 0 or more");
        AgentConfig config = options.agentConfig(broker.createClients());
        ReaderSource readerSource = selectedReaders();
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        RunCompletion completion = new RunCompletion(once, options.agentDirectory());
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                StateChangeHook hook = new StateChangeHook(hookProgram(), HOOK_TIMEOUT);
                ReaderAgent agent = ReaderAgent.start(
                        config,
                        readerSource,
                        new CompositeSlotObserver(List.of(new ConsoleSlotObserver(print), completion, hook)),
                        faults)) {
            print.println(config.name() + " serves " + agent.slotCount() + " readers; Ctrl-C ends it");
            print.flush();
            completion.onCompletion(shutdown::trigger);
            shutdown.await();
        }
        return completion.exitCode();
    }

    private ReaderSource selectedReaders() {
        ReaderSource all = options.readerSource();
        if (once) {
            return all.restrictedTo(SlotSelector.select(all, slot));
        }
        return slot == null ? all : all.restrictedTo(slot);
    }

    private @Nullable HookProgram hookProgram() {
        return onState == null ? null : new HookProgram(onState);
    }
}

package org.cardroom.agent;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.agent.reader.Readers;
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
final class RunCommand implements Callable<Integer> {
    private static final Duration STATE_BOUND = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "" + Agent.USUAL_FAULTS,
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
        AgentConfig settings = options.settings(broker.createClients());
        Readers readers = readers();
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        RunEnd end = new RunEnd(once, options.folder());
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                StateHook lamp = new StateHook(program(), STATE_BOUND);
                Agent agent =
                        Agent.start(settings, readers, new Observers(List.of(new Console(print), end, lamp)), faults)) {
            print.println(settings.name() + " serves " + agent.slots() + " readers; Ctrl-C ends it");
            print.flush();
            end.then(shutdown::trigger);
            shutdown.await();
        }
        return end.code();
    }

    private Readers readers() {
        Readers all = options.readers();
        if (once) {
            return all.only(OneSlot.of(all, slot));
        }
        return slot == null ? all : all.only(slot);
    }

    private @Nullable StateProgram program() {
        return onState == null ? null : new StateProgram(onState);
    }
}

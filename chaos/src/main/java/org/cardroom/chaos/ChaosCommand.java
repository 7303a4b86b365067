package org.cardroom.chaos;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.ShutdownSignal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom chaos}. Exit code 0: nothing lost, doubled or locked; 1: otherwise; 2: usage error. */
@Command(
        name = "cardroom chaos",
        description = "Issues virtual cards while processes are killed and stopped and connections are cut and slowed"
                + " down; then verifies every card.",
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", defaultValue = "200", description = "Number of cards. Default: ${DEFAULT-VALUE}")
    private int cards;

    @Option(
            names = "--readers",
            defaultValue = "8",
            description = "Readers of both agents together. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(names = "--faults", defaultValue = "10", description = "Number of faults. Default: ${DEFAULT-VALUE}")
    private int faults;

    @Option(names = "--seed", description = "Seed of the faults and card ids. Default: random")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            defaultValue = "cardroom-chaos",
            description = "Output folder. Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-chaos");

    /** Checks the options and runs. */
    @Override
    public Integer call() {
        CliRunner.requireUsage(spec, cards >= 1 && cards <= 100_000, "--cards must be 1 to 100000");
        CliRunner.requireUsage(spec, readers >= 2 && readers <= 32, "--readers must be 2 to 32");
        CliRunner.requireUsage(spec, faults >= 0 && faults <= cards, "--faults must be 0 to the number of cards");
        long usedSeed = seed == null ? ThreadLocalRandom.current().nextInt(1, 1_000_000) : seed;
        ChaosOptions options = new ChaosOptions(cards, readers, faults, usedSeed, out);
        try (ShutdownSignal shutdown = ShutdownSignal.install()) {
            boolean good = new ChaosRun(options, shutdown.latch()).run();
            return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}

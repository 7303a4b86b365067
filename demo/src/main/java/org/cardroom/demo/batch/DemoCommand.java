package org.cardroom.demo.batch;

import java.nio.file.Path;
import java.time.Duration;
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

/** The command {@code cardroom demo}. Exit 0 all issued and verified, 1 something was not, 2 usage, 130 interrupted. */
@Command(
        name = "demo",
        description = "Issues a batch of virtual cards end to end and verifies each card. Started again with the same"
                + " --out, it resumes an interrupted batch.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", description = "Number of generated requests. Default: 60")
    private @Nullable Integer cards;

    @Option(names = "--readers", defaultValue = "8", description = "Virtual readers. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(names = "--manifest", paramLabel = "FILE", description = "Issue this manifest instead.")
    private @Nullable Path manifest;

    @Option(
            names = "--apdu-millis",
            defaultValue = "45",
            description = "Milliseconds that a card takes for a command. Default: ${DEFAULT-VALUE}")
    private int apduMillis;

    @Option(names = "--seed", description = "Seed of the card ids. Default: random")
    private @Nullable Long seed;

    @Option(names = "--out", defaultValue = "cardroom-demo", description = "Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-demo");

    @Override
    public Integer call() {
        DemoOptions options = options();
        try (ShutdownSignal shutdown = ShutdownSignal.install()) {
            boolean good = new DemoRun(options, shutdown.latch()).run();
            return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private DemoOptions options() {
        CliRunner.requireUsage(spec, manifest == null || cards == null, "--cards and --manifest cannot both be given");
        int asked = cards == null ? 60 : cards;
        CliRunner.requireUsage(spec, asked >= 1 && asked <= 100_000, "--cards must be 1 to 100000");
        CliRunner.requireUsage(spec, readers >= 1 && readers <= 64, "--readers must be 1 to 64");
        CliRunner.requireUsage(spec, apduMillis >= 0 && apduMillis <= 1000, "--apdu-millis must be 0 to 1000");
        long drawn = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
        return new DemoOptions(asked, readers, manifest, Duration.ofMillis(apduMillis), drawn, out);
    }
}

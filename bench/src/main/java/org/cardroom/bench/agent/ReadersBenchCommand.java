package org.cardroom.bench.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom bench readers}: compares the agent with OpenSC's gids-tool at one virtual reader. */
@Command(
        name = "readers",
        description = {
            "Issues GIDS cards at a virtual reader of its own pcscd, and changes key and PIN of as many cards with"
                    + " OpenSC's gids-tool at the same reader.",
            "Prints seconds and commands per card, and their ratios. The agent's time runs from insertion to the"
                    + " operator's signal and includes the processor; a first card for warm-up does not count."
        },
        mixinStandardHelpOptions = true)
public final class ReadersBenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", defaultValue = "5", description = "Cards for each of the two. Default: ${DEFAULT-VALUE}")
    private int cards;

    @Option(
            names = "--apdu-millis",
            defaultValue = "45",
            description = "Time of a card command. Default: ${DEFAULT-VALUE}")
    private int apduMillis;

    @Override
    public Integer call() {
        CliRunner.requireUsage(spec, cards >= 1 && cards <= 1000, "--cards must be 1 to 1000");
        CliRunner.requireUsage(spec, apduMillis >= 0 && apduMillis <= 1000, "--apdu-millis must be 0 to 1000");
        VirtualPcscd.findMissing().or(ExternalCardTools::findMissing).ifPresent(what -> {
            throw new EnvironmentException("nothing to compare with: " + what);
        });
        try (VirtualPcscd pcscd = VirtualPcscd.startForThisProcess(2, Duration.ofMillis(apduMillis))) {
            PerCardCost agent = new AgentIssuanceRun(pcscd.slots().get(0)).issue(cards);
            print("the agent, key and PIN", agent);
            PerCardCost tool = new GidsToolRun(pcscd.slots().get(0), new ExternalCardTools(pcscd)).issue(cards);
            print("gids-tool, key, then PIN", tool);
            print("ratio %.2f of the time, %.2f of the commands", agent.timeRatio(tool), agent.commandRatio(tool));
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private void print(String name, PerCardCost measured) {
        print("%-26s %6.3f s and %4.1f commands a card", name, measured.seconds(), measured.commands());
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}

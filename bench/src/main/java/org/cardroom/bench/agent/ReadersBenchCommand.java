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

/** The command {@code cardroom bench readers}: the agent against OpenSC's gids-tool, on one virtual reader. */
@Command(
        name = "readers",
        description = {
            "Issues GIDS cards over a pcscd of its own, and has OpenSC's gids-tool change the key and set the PIN of"
                    + " as many at the same virtual reader.",
            "It prints seconds and commands for each card, and their ratio. The agent's time is from the moment that"
                    + " the reader has the card to the operator's signal, and has the processor in it; a first card,"
                    + " which warms it up, does not count."
        },
        mixinStandardHelpOptions = true)
public final class ReadersBenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", defaultValue = "5", description = "Of each. Default: ${DEFAULT-VALUE}")
    private int cards;

    @Option(
            names = "--apdu-millis",
            defaultValue = "45",
            description = "What a command to a card takes. Default: ${DEFAULT-VALUE}")
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
            tell("the agent, key and PIN", agent);
            PerCardCost tool = new GidsToolRun(pcscd.slots().get(0), ExternalCardTools.of(pcscd)).issue(cards);
            tell("gids-tool, key, then PIN", tool);
            print("ratio %.2f of the time, %.2f of the commands", agent.timeRatio(tool), agent.commandRatio(tool));
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private void tell(String who, PerCardCost measured) {
        print("%-26s %6.3f s and %4.1f commands a card", who, measured.seconds(), measured.commands());
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}

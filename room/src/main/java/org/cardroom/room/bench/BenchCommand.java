package org.cardroom.room.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cardroom.events.command.CannotRun;
import org.cardroom.room.bench.load.Effort;
import org.cardroom.room.bench.load.LocalBench;
import picocli.CommandLine.Command;

/** The command {@code cardroom bench}: one subcommand for each thing that is measured. */
@Command(
        name = "bench",
        description = "Measures a room on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {AgentCommand.class, ReadersCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        try (Scratch scratch = Scratch.make()) {
            new LocalBench(Effort.WHOLE, System.out::println)
                    .run(scratch.folder(), Launcher.ofThisProcess().script());
        } catch (IOException e) {
            throw new CannotRun(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }
}

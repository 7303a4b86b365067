package org.cardroom.demo;

import org.cardroom.demo.batch.DemoCommand;
import org.cardroom.demo.room.RoomCommand;
import org.cardroom.demo.room.ServersCommand;
import org.cardroom.demo.virtualreaders.VirtualAgentCommand;
import org.cardroom.demo.virtualreaders.VirtualReadersCommand;
import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** The commands that run a complete installation on this machine. */
@Command(
        name = "cardroom",
        description = "A complete Cardroom installation on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            RoomCommand.class,
            ServersCommand.class,
            VirtualAgentCommand.class,
            VirtualReadersCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class DemoMain {
    private DemoMain() {}

    /** Runs a subcommand and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new DemoMain(), args));
    }
}

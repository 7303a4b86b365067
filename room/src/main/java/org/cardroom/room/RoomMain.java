package org.cardroom.room;

import org.cardroom.events.command.CliRunner;
import org.cardroom.room.demo.DemoCommand;
import org.cardroom.room.demo.RoomCommand;
import org.cardroom.room.demo.ServersCommand;
import org.cardroom.room.demo.VirtualAgentCommand;
import org.cardroom.room.tray.VirtualReadersCommand;
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
public final class RoomMain {
    private RoomMain() {}

    /** Runs a subcommand and exits with its code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new RoomMain(), args));
    }
}

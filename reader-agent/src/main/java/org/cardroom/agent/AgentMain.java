package org.cardroom.agent;

import org.cardroom.agent.cli.EnrolCommand;
import org.cardroom.agent.cli.RunCommand;
import org.cardroom.agent.doctor.DoctorCommand;
import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** The commands of the reader agent. */
@Command(
        name = "agent",
        description = "Sees cards in the readers of this machine, and writes to them what the processors say.",
        mixinStandardHelpOptions = true,
        subcommands = {EnrolCommand.class, DoctorCommand.class, RunCommand.class})
public final class AgentMain {
    /** Runs a command, and ends with its exit code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new AgentMain(), args));
    }
}

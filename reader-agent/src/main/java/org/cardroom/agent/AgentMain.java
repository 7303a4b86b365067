package org.cardroom.agent;

import org.cardroom.agent.cli.EnrolCommand;
import org.cardroom.agent.cli.RunCommand;
import org.cardroom.agent.doctor.DoctorCommand;
import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** Entry point of the {@code agent} command line. */
@Command(
        name = "agent",
        description =
                "Publishes card events for the readers of this machine and writes the processors' instructions to the cards.",
        mixinStandardHelpOptions = true,
        subcommands = {EnrolCommand.class, DoctorCommand.class, RunCommand.class})
public final class AgentMain {
    /** Runs a command and exits with its exit code. */
    public static void main(String[] args) {
        System.exit(CliRunner.run(new AgentMain(), args));
    }
}

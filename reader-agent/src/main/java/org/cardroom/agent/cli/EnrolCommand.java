package org.cardroom.agent.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.events.codec.MessageValidation;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a new agent's key. */
@Command(
        name = "enrol",
        description = "Makes the key of a new agent, for an officer to enrol.",
        mixinStandardHelpOptions = true)
public final class EnrolCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "what the agent is called")
    private String name = "";

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "a folder for its key and its journal")
    private Path out = Path.of("");

    @Override
    public void run() {
        if (!MessageValidation.isName(name)) {
            throw new EnvironmentException(
                    "an agent's name must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        AgentDirectory agentDirectory = new AgentDirectory(out);
        AgentPublicKeyFile made = agentDirectory.keyDirectory().createKey(name);
        if (spec != null) {
            PrintWriter print = spec.commandLine().getOut();
            print.println("agent        " + made.agent());
            print.println("fingerprint  " + made.key().fingerprint());
            print.println("Next: let an officer compare the fingerprint and run");
            print.println("  cardroom ingest enrol-agent "
                    + agentDirectory.keyDirectory().publicFile() + " --station STATION --officer-key officer.p12");
            print.flush();
        }
    }
}

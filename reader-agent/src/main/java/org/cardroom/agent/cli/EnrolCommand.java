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

/** Creates the key of a new agent. */
@Command(
        name = "enrol",
        description = "Creates the key of a new agent, which an officer then enrols.",
        mixinStandardHelpOptions = true)
public final class EnrolCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "the agent's name")
    private String name = "";

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "a directory for its key and its journal")
    private Path dir = Path.of("");

    @Override
    public void run() {
        if (!MessageValidation.isName(name)) {
            throw new EnvironmentException(
                    "an agent's name must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        AgentDirectory directory = new AgentDirectory(dir);
        AgentPublicKeyFile publicKey = directory.keyDirectory().createKey(name);
        if (spec != null) {
            PrintWriter print = spec.commandLine().getOut();
            print.println("agent        " + publicKey.agent());
            print.println("fingerprint  " + publicKey.key().fingerprint());
            print.println("Next: let an officer compare the fingerprint and run");
            print.println("  cardroom ingest enrol-agent "
                    + directory.keyDirectory().publicFile() + " --station STATION --officer-key officer.p12");
            print.flush();
        }
    }
}

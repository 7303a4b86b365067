package org.cardroom.ingest;

import java.time.Clock;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "revoke-agent",
        mixinStandardHelpOptions = true,
        description = "Revokes an agent: processors refuse everything that it sends from now on.")
final class RevokeAgentCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "The agent's name.")
    private String name = "";

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        try (Database store = database.open()) {
            new AgentEnrolmentService(store, Clock.systemUTC()).revoke(name);
        }
        spec.commandLine().getOut().println("revoked: " + name);
    }
}

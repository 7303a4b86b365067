package org.cardroom.ingest;

import java.time.Clock;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke-agent",
        mixinStandardHelpOptions = true,
        description = "Revokes an agent: processors refuse everything that it sends from now on.")
final class RevokeAgentCommand extends DatabaseCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "The agent's name.")
    private String name = "";

    @Override
    public void run() {
        try (Database store = database.open()) {
            new AgentEnrolmentService(store, Clock.systemUTC()).revoke(name);
        }
        spec.commandLine().getOut().println("revoked: " + name);
    }
}

package org.cardroom.gateway;

import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.events.command.EnvironmentException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "disable-user",
        mixinStandardHelpOptions = true,
        description = {
            "Disables a user of the HTTP API: the user can no longer log in.",
            "Tokens that were issued before end at once."
        })
final class DisableUserCommand extends DatabaseCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Override
    public void run() {
        try (Database store = database.open()) {
            if (!new HttpUserRepository(store).disable(name)) {
                throw new EnvironmentException("there is no user " + name);
            }
        }
        spec.commandLine().getOut().println("disabled: " + name);
    }
}

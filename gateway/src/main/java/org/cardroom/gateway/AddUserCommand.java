package org.cardroom.gateway;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.command.PassphraseReader;
import org.cardroom.gateway.access.PasswordService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add-user",
        mixinStandardHelpOptions = true,
        description = {
            "Adds a user of the HTTP API. An existing user gets this password and these roles,",
            "and is enabled again if it was disabled."
        })
final class AddUserCommand extends DatabaseCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "${COMPLETION-CANDIDATES}; repeatable.")
    private List<UserRole> roles = List.of();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Default: CARDROOM_USER_PASSWORD, else a prompt.")
    private @Nullable Path passwordFile;

    @Override
    public void run() {
        char[] password = PassphraseReader.read(passwordFile, "CARDROOM_USER_PASSWORD", "the user " + name);
        try (Database store = database.open()) {
            new PasswordService(store).saveUser(name, password, EnumSet.copyOf(roles));
        } finally {
            Arrays.fill(password, '\0');
        }
        spec.commandLine().getOut().println("added: " + name);
    }
}

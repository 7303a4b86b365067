package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.cli.CliRunResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandsTest {
    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void database() {
        url = GatewayFixture.createDatabase();
    }

    private CliRunResult add(String name, String password, String... roles) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        String[] args = new String[6 + 2 * roles.length];
        System.arraycopy(
                new String[] {"add-user", name, "--db", url, "--password-file", file.toString()}, 0, args, 0, 6);
        for (int i = 0; i < roles.length; i++) {
            args[6 + 2 * i] = "--role";
            args[7 + 2 * i] = roles[i];
        }
        return CliRunResult.run(GatewayMain::run, args);
    }

    private static Optional<HttpUser> find(String name) {
        try (Database database = Database.open(url, null, null)) {
            return new HttpUserRepository(database).find(name);
        }
    }

    private static void assertFails(CliRunResult result, String message) {
        assertThat(result.err()).startsWith("cardroom: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "add-user", "disable-user"})
    void printsUsageOfEveryCommand(String command) {
        CliRunResult result = CliRunResult.run(GatewayMain::run, command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: gateway " + command).contains("--db=URL");
        assertThat(CliRunResult.run(GatewayMain::run, "--help").out()).contains(command);
    }

    @Test
    void addsAUserWithItsRoles() throws IOException {
        CliRunResult result = add("ada", "correct horse", "officer", "auditor");
        assertThat(result.out()).isEqualTo("added: ada" + System.lineSeparator());
        assertThat(find("ada").orElseThrow().roles()).containsExactlyInAnyOrder(UserRole.OFFICER, UserRole.AUDITOR);
        assertThat(find("ada").orElseThrow().hash().text()).startsWith("{bcrypt}");
    }

    @Test
    void disablesAUser() throws IOException {
        add("bruno", "correct horse", "operator");
        assertThat(CliRunResult.run(GatewayMain::run, "disable-user", "bruno", "--db", url)
                        .code())
                .isZero();
        assertThat(find("bruno").orElseThrow().disabled()).isTrue();
        assertFails(
                CliRunResult.run(GatewayMain::run, "disable-user", "nobody", "--db", url), "there is no user nobody");
    }

    @Test
    void refusesAPasswordThatIsTooShortOrTooLong() throws IOException {
        assertFails(add("chiara", "short", "operator"), "a password must have 8 characters or more");
        assertFails(add("chiara", "x".repeat(73), "operator"), "at most 72 bytes");
        assertThat(find("chiara")).isEmpty();
    }

    @Test
    void refusesAnInvalidName() throws IOException {
        assertFails(add("da:da", "correct horse", "operator"), "a user's name must be 1 to 63 letters");
    }

    @Test
    void refusesAnUnknownRole() throws IOException {
        assertThat(add("dmitri", "correct horse").code()).isEqualTo(2);
        assertThat(add("dmitri", "correct horse", "emperor").code()).isEqualTo(2);
        assertThat(find("dmitri")).isEmpty();
    }
}

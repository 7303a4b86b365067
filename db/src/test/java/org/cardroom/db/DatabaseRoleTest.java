package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseRoleTest {
    private static String url;

    @BeforeAll
    static void createRoles() {
        url = TestServers.shared().createDatabase();
        Database.initRoles(url, null, null);
        Database.initRoles(url, null, null);
        Database.migrate(url, DatabaseRole.MIGRATION.roleName(), null);
    }

    private static void execute(DatabaseRole role, String sql) {
        try (Database database = Database.open(url, role.roleName(), null)) {
            JdbcClient.create(database.dataSource())
                    .sql(sql)
                    .query((row, i) -> row.getObject(1))
                    .list();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // No part rewrites or deletes audit entries, history, letters or enrolments of another part.
                "PROCESSOR | UPDATE audit SET hash = '' RETURNING writer",
                "PROCESSOR | DELETE FROM audit RETURNING writer",
                "PROCESSOR | DELETE FROM card_history RETURNING card",
                "PROCESSOR | UPDATE pin_letter SET sealed = '' RETURNING card",
                "PROCESSOR | DELETE FROM card RETURNING id",
                "PROCESSOR | UPDATE agent SET revoked = NULL RETURNING name",
                "PROCESSOR | UPDATE template SET content = '{}' RETURNING name",
                "PROCESSOR | SELECT password_hash FROM http_user",
                "GATEWAY | DELETE FROM audit RETURNING writer",
                "GATEWAY | SELECT sealed FROM pin_letter",
                "GATEWAY | SELECT enrolment FROM agent",
                "GATEWAY | UPDATE template SET content = '{}' RETURNING name",
                "GATEWAY | SELECT body FROM outbox",
                "GATEWAY | DELETE FROM processed_event RETURNING id",
                "INGEST | SELECT held_pin FROM card",
                "INGEST | UPDATE request SET status = 8 RETURNING id",
                "INGEST | UPDATE template SET content = '{}' RETURNING name",
                "INGEST | SELECT sealed FROM pin_letter",
                "INGEST | SELECT password_hash FROM http_user",
                "INGEST | DELETE FROM agent RETURNING name",
                "READONLY | SELECT sealed FROM pin_letter",
                "READONLY | SELECT password_hash FROM http_user",
                "READONLY | SELECT body FROM outbox",
                "READONLY | UPDATE card SET status = 0 RETURNING id",
                "READONLY | INSERT INTO installation VALUES (gen_random_uuid()) RETURNING id"
            })
    void refusesAStatementThatItsPartDoesNotNeed(DatabaseRole role, String sql) {
        assertThatThrownBy(() -> execute(role, sql)).rootCause().hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIGRATION")
    void createsNoTable(DatabaseRole role) {
        assertThatThrownBy(() -> execute(role, "CREATE TABLE mine AS SELECT 1"))
                .rootCause()
                .hasMessageContaining("permission denied for schema public");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIGRATION")
    void migratesNothing(DatabaseRole role) {
        String empty = TestServers.shared().createDatabase();
        Database.initRoles(empty, null, null);
        assertThatThrownBy(() -> Database.migrate(empty, role.roleName(), null))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cannot be migrated: ");
    }

    @Test
    void createsNoRoleForAUserWithoutTheRight() {
        assertThatThrownBy(() -> Database.initRoles(url, DatabaseRole.READONLY.roleName(), null))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("refuses to create roles: ")
                .hasMessageContaining("permission denied");
    }

    /** Roles belong to the server, so an installation beside this one has them too. */
    @Test
    void migratesADatabaseThatIsUsedWithoutRoles() {
        String other = TestServers.shared().createDatabase();
        Database.migrate(other, null, null);
        assertThatCode(() -> Database.open(other, null, null).close()).doesNotThrowAnyException();
    }

    @Test
    void readsWithTheReadOnlyRole() {
        assertThatCode(() -> execute(DatabaseRole.READONLY, "SELECT count(*) FROM card, request, audit"))
                .doesNotThrowAnyException();
        assertThat(DatabaseRole.READONLY.roleName()).isEqualTo("cardroom_readonly");
    }
}

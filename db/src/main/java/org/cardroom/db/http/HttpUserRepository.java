package org.cardroom.db.http;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.Database;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.PasswordHash;
import org.cardroom.domain.user.UserRole;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes users of the HTTP API. */
public final class HttpUserRepository {
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public HttpUserRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * Adds a user, or replaces password and roles of the user with this name and enables it. An existing user keeps its
     * id.
     */
    public void save(HttpUser user) {
        String sql = "INSERT INTO http_user (id, name, password_hash, roles) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
                + " DO UPDATE SET password_hash = excluded.password_hash, roles = excluded.roles, disabled = NULL";
        String[] roles = user.roles().stream().map(UserRole::name).sorted().toArray(String[]::new);
        jdbc.sql(sql).params(user.id(), user.name(), user.hash().text(), roles).update();
    }

    /** Disables a user; returns false if there is none of this name. */
    public boolean disable(String name) {
        return jdbc.sql("UPDATE http_user SET disabled = coalesce(disabled, now()) WHERE name = ?")
                        .param(name)
                        .update()
                == 1;
    }

    /** Finds a user by name. */
    public Optional<HttpUser> find(String name) {
        return jdbc.sql("SELECT * FROM http_user WHERE name = ?")
                .param(name)
                .query((row, n) -> user(row))
                .optional();
    }

    /** Finds a user by id. */
    public Optional<HttpUser> find(UUID id) {
        return jdbc.sql("SELECT * FROM http_user WHERE id = ?")
                .param(id)
                .query((row, n) -> user(row))
                .optional();
    }

    private static HttpUser user(ResultSet row) throws SQLException {
        Set<UserRole> roles = Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(UserRole::valueOf)
                .collect(Collectors.toSet());
        return new HttpUser(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new PasswordHash(row.getString("password_hash")),
                roles,
                row.getObject("disabled") != null);
    }
}

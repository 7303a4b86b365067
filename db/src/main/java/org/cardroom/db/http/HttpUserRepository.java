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

/** The users of the HTTP API. */
public final class HttpUserRepository {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public HttpUserRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * Adds it, or gives the one of this name another password and other roles, and lifts its being disabled; whoever it
     * was stays who it is.
     */
    public void save(HttpUser user) {
        String sql = "INSERT INTO http_user (id, name, hash, roles) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
                + " DO UPDATE SET hash = excluded.hash, roles = excluded.roles, disabled = NULL";
        String[] roles = user.roles().stream().map(UserRole::name).sorted().toArray(String[]::new);
        jdbc.sql(sql).params(user.id(), user.name(), user.hash().text(), roles).update();
    }

    /** Lets it in no more; false if there is none of this name. */
    public boolean disable(String name) {
        return jdbc.sql("UPDATE http_user SET disabled = coalesce(disabled, now()) WHERE name = ?")
                        .param(name)
                        .update()
                == 1;
    }

    /** The one of this name. */
    public Optional<HttpUser> find(String name) {
        return jdbc.sql("SELECT * FROM http_user WHERE name = ?")
                .param(name)
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
                new PasswordHash(row.getString("hash")),
                roles,
                row.getObject("disabled") != null);
    }
}

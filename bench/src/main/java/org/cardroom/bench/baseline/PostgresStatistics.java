package org.cardroom.bench.baseline;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.events.command.EnvironmentException;

/** Reads PostgreSQL's statistics of a database. */
public final class PostgresStatistics {
    /** Counts row changes caused by events; setup tables are excluded. PostgreSQL updates it with a delay of seconds. */
    private static final String ROWS = """
            SELECT sum(n_tup_ins) FILTER (WHERE relname NOT IN ('request', 'batch', 'template', 'agent')
                    AND relname NOT LIKE 'flyway%') + sum(n_tup_upd) + sum(n_tup_del)
            FROM pg_stat_user_tables
            """;

    private static final String SERVERS =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private PostgresStatistics() {}

    /** Returns the rows inserted, updated and deleted for events so far. */
    public static long rowsWritten(String url) {
        return numbers(url, ROWS).get(0);
    }

    /** Returns the process ids of the server's backends for this database. */
    public static List<Long> backendPids(String url) {
        return numbers(url, SERVERS);
    }

    private static List<Long> numbers(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Long> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new EnvironmentException("cannot read the statistics of the database: " + e.getMessage(), e);
        }
    }
}

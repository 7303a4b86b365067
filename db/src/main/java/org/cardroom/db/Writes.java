package org.cardroom.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that go to the database together, in order: one way there and back for all of them. To be run in the
 * caller's transaction. Not thread-safe.
 */
public final class Writes {
    private final JdbcTemplate jdbc;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** None yet, for this database. */
    public Writes(Store store) {
        jdbc = new JdbcTemplate(store.dataSource());
    }

    /** One more, with its parameters. */
    public void add(String sql, Object... values) {
        statements.add(sql);
        parameters.addAll(Arrays.asList(values));
    }

    /** Runs them, and returns the numbers that they return. */
    public List<Long> run() {
        if (statements.isEmpty()) {
            return List.of();
        }
        return jdbc.execute(String.join("; ", statements), (PreparedStatement all) -> {
            new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(all);
            return numbers(all);
        });
    }

    private static List<Long> numbers(PreparedStatement all) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        boolean isRows = all.execute();
        while (isRows || all.getUpdateCount() != -1) {
            if (isRows) {
                ResultSet rows = all.getResultSet();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            isRows = all.getMoreResults();
        }
        return numbers;
    }
}

package org.cardroom.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Statements that go to the database together, in order: one way there and back for all of them. To be run once, in the
 * caller's transaction. Not thread-safe.
 */
public final class Trip {
    private final JdbcTemplate jdbc;
    private final List<Statement<?>> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean done;

    /** To this database, with nothing yet. */
    public Trip(Store store) {
        jdbc = new JdbcTemplate(store.dataSource());
    }

    /** Reads rows where it has a mapper; else it only counts them. */
    private record Statement<T>(String sql, @Nullable RowMapper<T> mapper, List<T> rows) {
        void take(PreparedStatement all) throws SQLException {
            ResultSet found = all.getResultSet();
            for (int n = 0; mapper != null && found.next(); n++) {
                rows.add(mapper.mapRow(found, n));
            }
        }
    }

    /** What one question alone is answered with. */
    public static <T> T alone(Store store, Function<Trip, Supplier<T>> question) {
        Trip trip = new Trip(store);
        Supplier<T> answer = question.apply(trip);
        trip.run();
        return answer.get();
    }

    /** One more that returns no rows, with its parameters. */
    public void add(String sql, Object... values) {
        add(new Statement<Object>(sql, null, List.of()), values);
    }

    /** One more, with its parameters: the rows that it returns, to be asked for once the trip was run. */
    public <T> Supplier<List<T>> ask(String sql, RowMapper<T> mapper, Object... values) {
        Statement<T> question = new Statement<>(sql, mapper, new ArrayList<>());
        add(question, values);
        return () -> {
            if (!done) {
                throw new IllegalStateException("rows are asked for before the statement was run");
            }
            return question.rows;
        };
    }

    private void add(Statement<?> statement, Object... values) {
        statements.add(statement);
        parameters.addAll(Arrays.asList(values));
    }

    /** Runs them. */
    public void run() {
        if (!statements.isEmpty()) {
            String sql = statements.stream().map(Statement::sql).collect(Collectors.joining("; "));
            jdbc.execute(sql, (PreparedStatement all) -> {
                new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(all);
                all.execute();
                for (Statement<?> statement : statements) {
                    statement.take(all);
                    all.getMoreResults();
                }
                return statements;
            });
        }
        done = true;
    }
}

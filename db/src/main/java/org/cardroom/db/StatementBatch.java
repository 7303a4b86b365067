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
public final class StatementBatch {
    private final JdbcTemplate jdbc;
    private final List<BatchedStatement<?>> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean executed;

    /** To this database, with nothing yet. */
    public StatementBatch(Database database) {
        jdbc = new JdbcTemplate(database.dataSource());
    }

    /** Reads rows where it has a mapper; else it only counts them. */
    private record BatchedStatement<T>(String sql, @Nullable RowMapper<T> mapper, List<T> rows) {
        void take(PreparedStatement all) throws SQLException {
            ResultSet found = all.getResultSet();
            for (int n = 0; mapper != null && found.next(); n++) {
                rows.add(mapper.mapRow(found, n));
            }
        }
    }

    /** What one question alone is answered with. */
    public static <T> T single(Database database, Function<StatementBatch, Supplier<T>> question) {
        StatementBatch trip = new StatementBatch(database);
        Supplier<T> answer = question.apply(trip);
        trip.execute();
        return answer.get();
    }

    /** One more that returns no rows, with its parameters. */
    public void update(String sql, Object... values) {
        update(new BatchedStatement<Object>(sql, null, List.of()), values);
    }

    /** One more, with its parameters: the rows that it returns, to be asked for once the trip was run. */
    public <T> Supplier<List<T>> query(String sql, RowMapper<T> mapper, Object... values) {
        BatchedStatement<T> question = new BatchedStatement<>(sql, mapper, new ArrayList<>());
        update(question, values);
        return () -> {
            if (!executed) {
                throw new IllegalStateException("rows are asked for before the statement was run");
            }
            return question.rows;
        };
    }

    private void update(BatchedStatement<?> statement, Object... values) {
        statements.add(statement);
        parameters.addAll(Arrays.asList(values));
    }

    /** Runs them. */
    public void execute() {
        if (!statements.isEmpty()) {
            String sql = statements.stream().map(BatchedStatement::sql).collect(Collectors.joining("; "));
            jdbc.execute(sql, (PreparedStatement all) -> {
                new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(all);
                all.execute();
                for (BatchedStatement<?> statement : statements) {
                    statement.take(all);
                    all.getMoreResults();
                }
                return statements;
            });
        }
        executed = true;
    }
}

package org.cardroom.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * SQL statements that are sent to the database together, in order, in one round trip. Executed once, in the caller's
 * transaction. Not thread-safe.
 */
public final class StatementBatch {
    private final JdbcTemplate jdbc;
    private final List<BatchedStatement<?>> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean executed;

    /** Creates an empty batch. */
    public StatementBatch(Database database) {
        jdbc = new JdbcTemplate(database.dataSource());
    }

    /** Collects rows if it has a mapper. */
    private record BatchedStatement<T>(String sql, @Nullable RowMapper<T> mapper, List<T> rows) {
        void readRows(PreparedStatement all) throws SQLException {
            ResultSet found = all.getResultSet();
            for (int n = 0; mapper != null && found.next(); n++) {
                rows.add(mapper.mapRow(found, n));
            }
        }
    }

    /** Executes one query in a round trip of its own and returns its result. */
    public static <T> T single(Database database, Function<StatementBatch, Supplier<T>> query) {
        StatementBatch batch = new StatementBatch(database);
        Supplier<T> result = query.apply(batch);
        batch.execute();
        return result.get();
    }

    /** Executes updates in a round trip of their own. */
    public static void singleUpdate(Database database, Consumer<StatementBatch> updates) {
        StatementBatch batch = new StatementBatch(database);
        updates.accept(batch);
        batch.execute();
    }

    /** Adds a statement that returns no rows. */
    public void update(String sql, Object... values) {
        add(new BatchedStatement<Object>(sql, null, List.of()), values);
    }

    /** Adds a query and returns its rows, available after {@link #execute}. */
    public <T> Supplier<List<T>> query(String sql, RowMapper<T> mapper, Object... values) {
        BatchedStatement<T> query = new BatchedStatement<>(sql, mapper, new ArrayList<>());
        add(query, values);
        return () -> {
            if (!executed) {
                throw new IllegalStateException("rows are read before the batch was executed");
            }
            return query.rows;
        };
    }

    private void add(BatchedStatement<?> statement, Object... values) {
        statements.add(statement);
        parameters.addAll(Arrays.asList(values));
    }

    /** Executes all statements. */
    public void execute() {
        if (!statements.isEmpty()) {
            String sql = statements.stream().map(BatchedStatement::sql).collect(Collectors.joining("; "));
            jdbc.execute(sql, (PreparedStatement all) -> {
                new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(all);
                all.execute();
                for (BatchedStatement<?> statement : statements) {
                    statement.readRows(all);
                    all.getMoreResults();
                }
                return statements;
            });
        }
        executed = true;
    }
}

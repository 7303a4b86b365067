package org.cardroom.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** A connection pool to a database with the current schema. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final int LOGIN_SECONDS = 5;
    /**
     * The timeout releases the rows of a suspended process; it exceeds the broker's session timeout. Sequential scans are
     * off because a plan made for a small table is kept for a minute and longer while the table grows.
     */
    private static final String SESSION = "SET idle_in_transaction_session_timeout = '10s'; SET enable_seqscan = off";

    private final HikariDataSource pool;
    private final JdbcTransactionManager transactions;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.transactions = new JdbcTransactionManager(pool);
    }

    /**
     * Connects to a database whose schema has this program's version.
     * @param url a JDBC URL, {@code jdbc:postgresql://…}
     * @throws EnvironmentException if the server is unreachable, refuses the login, or has another schema
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        HikariDataSource pool = pool(url, user, password);
        try {
            schema(pool, url).check();
            return new Database(pool);
        } catch (EnvironmentException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Creates the schema, or brings it to this program's version, and grants the rights of the {@link DatabaseRole roles}
     * that exist. Only one user may migrate a database: the owner of its tables.
     * @throws EnvironmentException if the server is unreachable, refuses the login, or has another schema
     */
    public static void migrate(String url, @Nullable String user, @Nullable String password) {
        try (HikariDataSource pool = pool(url, user, password)) {
            schema(pool, url).migrate();
        }
    }

    /**
     * Creates the {@link DatabaseRole roles} that are missing, and closes the database to other users.
     * @throws EnvironmentException if the server is unreachable, or refuses the login or the statements
     */
    public static void initRoles(String url, @Nullable String user, @Nullable String password) {
        try (HikariDataSource pool = pool(url, user, password)) {
            DatabaseRole.createAll(JdbcClient.create(pool));
        } catch (DataAccessException e) {
            throw new EnvironmentException(describe(url) + " refuses to create roles: " + firstLine(e), e);
        }
    }

    /** Uses connections outside the pool: a migration may wait long in one transaction for another. */
    private static SchemaVersion schema(HikariDataSource pool, String url) {
        return new SchemaVersion(pool.getDataSource(), describe(url));
    }

    private static String describe(String url) {
        return "the database at " + withoutCredentials(url);
    }

    private static HikariDataSource pool(String url, @Nullable String user, @Nullable String password) {
        try {
            PGSimpleDataSource server = new PGSimpleDataSource();
            server.setUrl(url);
            server.setReWriteBatchedInserts(true);
            server.setLoginTimeout(LOGIN_SECONDS);
            server.setApplicationName("cardroom");
            server.setTcpKeepAlive(true);
            // Error details contain the values of failed statements, including personal data.
            server.setLogServerErrorDetail(false);
            if (user != null) {
                server.setUser(user);
            }
            if (password != null) {
                server.setPassword(password);
            }
            HikariConfig config = new HikariConfig();
            config.setDataSource(server);
            config.setMaximumPoolSize(CONNECTIONS);
            config.setMinimumIdle(1);
            config.setConnectionInitSql(SESSION);
            config.setConnectionTimeout(LOGIN_SECONDS * 1000L);
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException | IllegalArgumentException e) {
            throw new EnvironmentException(
                    "no PostgreSQL can be used at " + withoutCredentials(url) + ": " + firstLine(e), e);
        }
    }

    /** Removes user information and parameters, which may contain a password. */
    private static String withoutCredentials(String url) {
        return url.replaceAll("\\?.*", "").replaceAll("//[^/]*@", "//");
    }

    static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Returns a message for the operator if an exception was caused by the loss of the database, else empty. */
    public static Optional<String> diagnose(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && isConnectionFailure(failure)) {
                return Optional.of("the database is unavailable: " + failure.getMessage()
                        + "; run the command again once it is reachable");
            }
        }
        return Optional.empty();
    }

    /** SQLSTATE classes 08, connection exception, and 57P, server shutdown and crash (PostgreSQL, appendix A). */
    private static boolean isConnectionFailure(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return failure instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether the server is reachable; opens a connection. */
    public boolean isReachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(LOGIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The connection pool. */
    public DataSource dataSource() {
        return pool;
    }

    /** The transaction manager of the pool. */
    public JdbcTransactionManager transactionManager() {
        return transactions;
    }

    /** Returns a template that executes work in a transaction. */
    public TransactionOperations inTransaction() {
        return new TransactionTemplate(transactions);
    }

    @Override
    public void close() {
        pool.close();
    }
}

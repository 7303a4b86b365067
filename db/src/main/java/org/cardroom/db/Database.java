package org.cardroom.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.cardroom.events.command.EnvironmentException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** An open database with the schema of this version. Safe from any thread. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final int LOGIN_SECONDS = 5;
    /**
     * A process that was stopped in its middle gives its rows to the others: longer than a broker waits for it. And no
     * table is read whole where an index can be asked: a plan that was made while a table was small is kept while it
     * grows, for a minute and longer.
     */
    private static final String SESSION = "SET idle_in_transaction_session_timeout = '10s'; SET enable_seqscan = off";

    private final HikariDataSource pool;
    private final JdbcTransactionManager transactions;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.transactions = new JdbcTransactionManager(pool);
    }

    /**
     * Connects, and brings the schema to this version.
     *
     * @param url a JDBC URL, {@code jdbc:postgresql://…}
     * @throws EnvironmentException if no server answers there, it refuses the login, or the schema is not ours
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        HikariDataSource pool = pool(url, user, password);
        try {
            flyway(pool).migrate();
            return new Database(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new EnvironmentException(
                    "the database at " + withoutCredentials(url) + " cannot be migrated: " + firstLine(e), e);
        }
    }

    /**
     * As {@link #open}, a database that was used before.
     *
     * @throws EnvironmentException if it is empty, too: it is then left so
     */
    public static Database openExisting(String url, @Nullable String user, @Nullable String password) {
        try (HikariDataSource pool = pool(url, user, password)) {
            if (flyway(pool).info().current() == null) {
                throw new EnvironmentException(
                        "the database at " + withoutCredentials(url) + " is empty: put a backup back first");
            }
        }
        return open(url, user, password);
    }

    /** Over connections of its own: a migration may wait for long in one transaction for another. */
    private static Flyway flyway(HikariDataSource pool) {
        return Flyway.configure().dataSource(pool.getDataSource()).load();
    }

    private static HikariDataSource pool(String url, @Nullable String user, @Nullable String password) {
        try {
            PGSimpleDataSource server = new PGSimpleDataSource();
            server.setUrl(url);
            server.setReWriteBatchedInserts(true);
            server.setLoginTimeout(LOGIN_SECONDS);
            server.setApplicationName("cardroom");
            server.setTcpKeepAlive(true);
            // Else the values of a statement that fails would stand in its message, and persons among them.
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

    /** The URL without its parameters, which may hold a password. */
    private static String withoutCredentials(String url) {
        return url.replaceAll("\\?.*", "").replaceAll("//[^/]*@", "//");
    }

    private static String firstLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Whether the server answers now. */
    public boolean isReachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(LOGIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Where connections come from. */
    public DataSource dataSource() {
        return pool;
    }

    /** What transactions are run by. */
    public JdbcTransactionManager transactionManager() {
        return transactions;
    }

    /** Runs work in one transaction. */
    public TransactionOperations inTransaction() {
        return new TransactionTemplate(transactions);
    }

    @Override
    public void close() {
        pool.close();
    }
}

package org.cardroom.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL session-level advisory lock on a dedicated connection. PostgreSQL releases it when the process dies or the
 * connection is lost; {@link #renew} acquires it again. Thread-safe.
 */
public final class AdvisoryLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);
    private static final String LOCK_EXCLUSIVE = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String LOCK_SHARED = "SELECT pg_try_advisory_lock_shared(hashtextextended(?, 0))";
    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private final Database database;
    private final List<LockRequest> requests = new ArrayList<>();
    /** Null if the lock is not held because it could not be renewed. */
    private @Nullable Connection connection;

    private record LockRequest(String sql, String name, String refusal) {}

    private AdvisoryLock(Database database) {
        this.database = database;
        this.connection = connection(database);
    }

    /**
     * Acquires the exclusive lock of this name.
     * @throws EnvironmentException if another process holds it, or the database cannot be reached
     */
    public static AdvisoryLock acquire(Database database, String name) {
        return acquire(database, name, name + " runs already, in another process");
    }

    /**
     * Acquires the exclusive lock of this name.
     * @param refusal message if another process holds or shares it
     * @throws EnvironmentException with the refusal, or if the database cannot be reached
     */
    public static AdvisoryLock acquire(Database database, String name, String refusal) {
        AdvisoryLock lock = new AdvisoryLock(database);
        lock.add(new LockRequest(LOCK_EXCLUSIVE, name, refusal));
        return lock;
    }

    /**
     * Additionally acquires a shared lock; both are released together.
     * @param refusal message if another process holds it exclusively
     * @throws EnvironmentException with the refusal, after releasing all locks
     */
    public synchronized AdvisoryLock acquireShared(String name, String refusal) {
        add(new LockRequest(LOCK_SHARED, name, refusal));
        return this;
    }

    /**
     * Acquires all locks again if the connection was lost.
     * @throws EnvironmentException with the refusal if another process holds one, or if the database cannot be reached; may
     *     be retried
     */
    public synchronized void renew() {
        if (isHeld()) {
            return;
        }
        discardConnection();
        connection = connection(database);
        requests.forEach(this::acquire);
    }

    private boolean isHeld() {
        try {
            return connection != null && connection.isValid(VALIDATION_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void add(LockRequest request) {
        acquire(request);
        requests.add(request);
    }

    private void acquire(LockRequest request) {
        try {
            if (connection != null && tryLock(connection, request.sql, request.name)) {
                return;
            }
        } catch (SQLException e) {
            discardConnection();
            throw connectionLost(e);
        }
        close();
        throw new EnvironmentException(request.refusal);
    }

    private void discardConnection() {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing a lost connection failed: {}", e.toString());
        }
    }

    private static Connection connection(Database database) {
        try {
            return database.dataSource().getConnection();
        } catch (SQLException e) {
            throw connectionLost(e);
        }
    }

    private static EnvironmentException connectionLost(SQLException e) {
        return new EnvironmentException(
                "the connection to the database was lost; run the command again once it is reachable", e);
    }

    private static boolean tryLock(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public synchronized void close() {
        Connection held = connection;
        connection = null;
        if (held == null) {
            return;
        }
        try (held;
                PreparedStatement statement = held.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            statement.execute();
        } catch (SQLException e) {
            throw connectionLost(e);
        }
    }
}

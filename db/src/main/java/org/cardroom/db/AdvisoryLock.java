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
 * Held by one process at a time, over a connection of its own: a process that dies lets go of it, and so does one whose
 * connection is lost, until it renews it. Safe from any thread.
 */
public final class AdvisoryLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);
    private static final String LOCK_EXCLUSIVE = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String LOCK_SHARED = "SELECT pg_try_advisory_lock_shared(hashtextextended(?, 0))";
    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private final Database database;
    private final List<LockRequest> requests = new ArrayList<>();
    /** Absent where it could not be renewed: nothing is held then. */
    private @Nullable Connection connection;

    private record LockRequest(String sql, String name, String refusal) {}

    private AdvisoryLock(Database database) {
        this.database = database;
        this.connection = connection(database);
    }

    /**
     * Takes it.
     *
     * @param name what is locked
     * @throws EnvironmentException if another process has it, or the database cannot be reached
     */
    public static AdvisoryLock acquire(Database database, String name) {
        return acquire(database, name, name + " runs already, in another process");
    }

    /**
     * Takes it.
     *
     * @param name what is locked
     * @param refusal what is said where another process has it, or shares it
     * @throws EnvironmentException with the refusal, or if the database cannot be reached
     */
    public static AdvisoryLock acquire(Database database, String name, String refusal) {
        AdvisoryLock lock = new AdvisoryLock(database);
        lock.get(new LockRequest(LOCK_EXCLUSIVE, name, refusal));
        return lock;
    }

    /**
     * Shares another one as well, with all who share it; both are let go of together.
     *
     * @param refusal what is said where another process has it for itself
     * @throws EnvironmentException with the refusal, and then this one is let go of too
     */
    public synchronized AdvisoryLock acquireShared(String name, String refusal) {
        get(new LockRequest(LOCK_SHARED, name, refusal));
        return this;
    }

    /**
     * Takes again all that was lost with the connection; does nothing where it was not lost.
     *
     * @throws EnvironmentException with the refusal, if another process has it by now, or if the database cannot be reached; it may
     *     be tried again
     */
    public synchronized void renew() {
        if (isHeld()) {
            return;
        }
        discardConnection();
        connection = connection(database);
        List<LockRequest> lost = List.copyOf(requests);
        for (LockRequest part : lost) {
            acquire(part);
        }
    }

    private boolean isHeld() {
        try {
            return connection != null && connection.isValid(VALIDATION_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void get(LockRequest part) {
        acquire(part);
        requests.add(part);
    }

    private void acquire(LockRequest part) {
        try {
            if (connection != null && tryLock(connection, part.sql, part.name)) {
                return;
            }
        } catch (SQLException e) {
            discardConnection();
            throw connectionLost(e);
        }
        close();
        throw new EnvironmentException(part.refusal);
    }

    /** Nobody can let go of it any more. */
    private void discardConnection() {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            LOG.debug("a lost connection is not closed: {}", e.toString());
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
        return new EnvironmentException("the connection to the database was lost", e);
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

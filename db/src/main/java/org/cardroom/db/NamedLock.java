package org.cardroom.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cardroom.events.command.CannotRun;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by one process at a time, over a connection of its own: a process that dies lets go of it, and so does one whose
 * connection is lost, until it renews it. Safe from any thread.
 */
public final class NamedLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NamedLock.class);
    private static final String ALONE = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String SHARED = "SELECT pg_try_advisory_lock_shared(hashtextextended(?, 0))";
    private static final int PATIENCE_SECONDS = 5;

    private final Store store;
    private final List<Part> parts = new ArrayList<>();
    /** Absent where it could not be renewed: nothing is held then. */
    private @Nullable Connection connection;

    private record Part(String sql, String name, String refusal) {}

    private NamedLock(Store store) {
        this.store = store;
        this.connection = connection(store);
    }

    /**
     * Takes it.
     *
     * @param name what is locked
     * @throws CannotRun if another process has it, or the database cannot be reached
     */
    public static NamedLock take(Store store, String name) {
        return take(store, name, name + " runs already, in another process");
    }

    /**
     * Takes it.
     *
     * @param name what is locked
     * @param refusal what is said where another process has it, or shares it
     * @throws CannotRun with the refusal, or if the database cannot be reached
     */
    public static NamedLock take(Store store, String name, String refusal) {
        NamedLock lock = new NamedLock(store);
        lock.get(new Part(ALONE, name, refusal));
        return lock;
    }

    /**
     * Shares another one as well, with all who share it; both are let go of together.
     *
     * @param refusal what is said where another process has it for itself
     * @throws CannotRun with the refusal, and then this one is let go of too
     */
    public synchronized NamedLock sharing(String name, String refusal) {
        get(new Part(SHARED, name, refusal));
        return this;
    }

    /**
     * Takes again all that was lost with the connection; does nothing where it was not lost.
     *
     * @throws CannotRun with the refusal, if another process has it by now, or if the database cannot be reached; it may
     *     be tried again
     */
    public synchronized void renew() {
        if (isHeld()) {
            return;
        }
        drop();
        connection = connection(store);
        List<Part> lost = List.copyOf(parts);
        for (Part part : lost) {
            take(part);
        }
    }

    private boolean isHeld() {
        try {
            return connection != null && connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void get(Part part) {
        take(part);
        parts.add(part);
    }

    private void take(Part part) {
        try {
            if (connection != null && ask(connection, part.sql, part.name)) {
                return;
            }
        } catch (SQLException e) {
            drop();
            throw lost(e);
        }
        close();
        throw new CannotRun(part.refusal);
    }

    /** Nobody can let go of it any more. */
    private void drop() {
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

    private static Connection connection(Store store) {
        try {
            return store.dataSource().getConnection();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static CannotRun lost(SQLException e) {
        return new CannotRun("the connection to the database was lost", e);
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
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
            throw lost(e);
        }
    }
}

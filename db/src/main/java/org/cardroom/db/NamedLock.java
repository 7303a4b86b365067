package org.cardroom.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cardroom.events.command.CannotRun;

/** Held by one process at a time, over a connection of its own: a process that dies lets go of it. */
public final class NamedLock implements AutoCloseable {
    private final Connection connection;

    private NamedLock(Connection connection) {
        this.connection = connection;
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
        NamedLock lock = new NamedLock(connection(store));
        lock.get("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", name, refusal);
        return lock;
    }

    /**
     * Shares another one as well, with all who share it; both are let go of together.
     *
     * @param refusal what is said where another process has it for itself
     * @throws CannotRun with the refusal, and then this one is let go of too
     */
    public NamedLock sharing(String name, String refusal) {
        get("SELECT pg_try_advisory_lock_shared(hashtextextended(?, 0))", name, refusal);
        return this;
    }

    private void get(String sql, String name, String refusal) {
        try {
            if (ask(connection, sql, name)) {
                return;
            }
        } catch (SQLException e) {
            close();
            throw lost(e);
        }
        close();
        throw new CannotRun(refusal);
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
    public void close() {
        try (connection;
                PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            statement.execute();
        } catch (SQLException e) {
            throw lost(e);
        }
    }
}

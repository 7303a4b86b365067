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
        NamedLock lock = new NamedLock(connection(store));
        try {
            if (ask(lock.connection, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))", name)) {
                return lock;
            }
        } catch (SQLException e) {
            lock.close();
            throw lost(e);
        }
        lock.close();
        throw new CannotRun(name + " runs already, in another process");
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

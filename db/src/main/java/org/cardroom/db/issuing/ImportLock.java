package org.cardroom.db.issuing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.events.command.CannotRun;

/** Held while a batch is imported, so that two processes never import it at once; a process that dies lets go of it. */
public final class ImportLock {
    private ImportLock() {}

    /**
     * Works while it is held, over a connection of its own.
     *
     * @throws CannotRun if another process has it, or the database cannot be reached
     */
    public static void hold(Store store, UUID batch, Runnable work) {
        long key = batch.getMostSignificantBits() ^ batch.getLeastSignificantBits();
        try (Connection connection = store.dataSource().getConnection()) {
            if (!ask(connection, "SELECT pg_try_advisory_lock(?)", key)) {
                throw new CannotRun("batch " + batch + " is being imported by another process");
            }
            try {
                work.run();
            } finally {
                ask(connection, "SELECT pg_advisory_unlock(?)", key);
            }
        } catch (SQLException e) {
            throw new CannotRun("the connection to the database was lost", e);
        }
    }

    private static boolean ask(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}

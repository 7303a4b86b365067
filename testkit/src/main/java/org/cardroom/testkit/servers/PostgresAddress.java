package org.cardroom.testkit.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cardroom.testkit.process.FreePort;

/** Address of a PostgreSQL and the password of its user {@code postgres}. */
record PostgresAddress(String host, int port, String password) {
    static final String USER = "postgres";

    /** A server that trusts local connections. */
    static PostgresAddress onLoopback(int port) {
        return new PostgresAddress(FreePort.LOOPBACK, port, "");
    }

    String jdbcUrl(String database) {
        String url = "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + USER;
        return password.isEmpty() ? url : url + "&password=" + password;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(USER));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String queryString(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + host + ":" + port;
    }
}

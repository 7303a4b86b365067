package org.cardroom.testkit.servers;

import java.nio.file.Path;

/** Runs servers in a directory until its input ends or it is killed. */
final class ServersProcessMain {

    /** Begins the line that says where the servers are; other lines are log. */
    static final String READY = "ready ";

    private ServersProcessMain() {}

    public static void main(String[] arguments) throws Exception {
        try (TestServers servers = TestServers.start(Path.of(arguments[0]))) {
            System.out.println(READY + servers.bootstrap() + " " + servers.jdbcUrl());
            System.in.read();
        }
    }
}

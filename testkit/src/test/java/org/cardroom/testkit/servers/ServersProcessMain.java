package org.cardroom.testkit.servers;

import java.nio.file.Path;

/** A process of its own that runs servers in a folder until it is told to close them, or is killed. */
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

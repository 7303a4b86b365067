package org.cardroom.demo.room;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.testkit.servers.TestServers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code cardroom servers}: a broker and a database to try single components with. */
@Command(
        name = "servers",
        description = "Runs PostgreSQL and Kafka on this machine, to try single components. Not for production.",
        mixinStandardHelpOptions = true)
public final class ServersCommand implements Callable<Integer> {
    @Option(names = "--out", defaultValue = "cardroom-servers", description = "Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-servers");

    @Option(names = "--kafka-port", defaultValue = "9092", description = "Default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(names = "--db-port", defaultValue = "5432", description = "Default: ${DEFAULT-VALUE}")
    private int dbPort;

    @Override
    public Integer call() {
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                TestServers servers = TestServers.start(out, kafkaPort, dbPort)) {
            System.out.printf("kafka=%s%ndb=%s%n", servers.bootstrap(), servers.jdbcUrl());
            shutdown.await();
            return 0;
        } catch (IOException | IllegalStateException e) {
            throw new EnvironmentException("the servers cannot be started in " + out + ": " + e.getMessage(), e);
        }
    }
}

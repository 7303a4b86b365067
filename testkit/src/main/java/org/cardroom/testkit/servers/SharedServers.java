package org.cardroom.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.testkit.files.TempDirectory;
import org.jspecify.annotations.Nullable;

/** The servers that the tests of this JVM share, embedded or in containers. */
final class SharedServers {
    private static final String KIND = "CARDROOM_TEST_SERVERS";

    private static @Nullable TestServers servers;

    private SharedServers() {}

    static synchronized TestServers get() {
        if (servers == null) {
            servers = start(System.getenv().getOrDefault(KIND, "embedded"));
        }
        return servers;
    }

    static TestServers start(String kind) {
        return switch (kind) {
            case "embedded" -> embedded();
            case "containers" -> ContainerServers.start();
            default -> throw new IllegalArgumentException(KIND + " is embedded or containers, not " + kind);
        };
    }

    private static TestServers embedded() {
        try {
            Path folder = Files.createTempDirectory("cardroom-servers");
            TestServers started = TestServers.lazy(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder), "stop-servers"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("the shared servers do not start", e);
        }
    }

    private static void stop(TestServers started, Path folder) {
        try (started) {
            started.close();
            TempDirectory.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}

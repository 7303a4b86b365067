package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cardroom.testkit.process.JavaCommand;
import org.cardroom.testkit.process.ManagedProcess;

/** A JVM that runs servers in a folder, and can be killed. */
final class ServersProcess implements AutoCloseable {
    private final Path folder;
    private final ManagedProcess process;

    final String bootstrap;
    final String jdbcUrl;

    ServersProcess(Path folder) throws Exception {
        this.folder = folder;
        CompletableFuture<String> ready = new CompletableFuture<>();
        List<String> command = JavaCommand.of(ServersProcessMain.class, List.of(), List.of(folder.toString()));
        process = ManagedProcess.start("servers", new ProcessBuilder(command), line -> {
            if (line.startsWith(ServersProcessMain.READY)) {
                ready.complete(line);
            }
        });
        String[] where = ready.get(1, TimeUnit.MINUTES).split(" ", -1);
        bootstrap = where[1];
        jdbcUrl = where[2];
    }

    void kill() {
        process.kill();
        process.awaitExit(Duration.ofMinutes(1));
    }

    /** Closes its input; true if it then closes its servers and ends. */
    boolean endsByItself() {
        return process.endInput(Duration.ofSeconds(30)) && process.exitCode() == 0;
    }

    @Override
    public void close() throws IOException {
        kill();
        new OrphanedPostgres(folder.resolve("postgres")).stop();
    }
}

package org.cardroom.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A JVM that runs servers in a folder, and can be killed. */
final class ServersProcess implements AutoCloseable {

    private final Path folder;
    private final Process process;
    private final BufferedReader output;

    final String bootstrap;
    final String jdbcUrl;

    ServersProcess(Path folder) throws IOException {
        this.folder = folder;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersProcessMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(UTF_8);
        String[] where = ready().split(" ", -1);
        bootstrap = where[1];
        jdbcUrl = where[2];
    }

    private String ready() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(ServersProcessMain.READY)) {
            line = output.readLine();
        }
        return Objects.requireNonNull(line, "the servers did not start");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Tells it to close its servers; true if it then ends by itself. */
    boolean endsByItself() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
        output.close();
        process.destroyForcibly().onExit().join();
        new OrphanedPostgres(folder.resolve("postgres")).stop();
    }
}

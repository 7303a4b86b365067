package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.BoundedWait;
import org.cardroom.testkit.process.ProcessResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pcscd in a mount namespace with its own /run/pcscd. Its shell ends it when the shell's input ends. */
record PcscdProcess(Process process) {
    private static final Logger LOG = LoggerFactory.getLogger(PcscdProcess.class);
    private static final String PCSCD = "/usr/sbin/pcscd";
    private static final String RUN = """
            set -e
            mkdir -p /run/pcscd 2>/dev/null || { mount -t tmpfs tmpfs /run; mkdir /run/pcscd; }
            mount --bind "$1" /run/pcscd
            "$2" --foreground --config "$3" &
            cat
            kill $!
            wait
            """;
    private static final Duration STARTUP = Duration.ofSeconds(20);
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Returns why this machine cannot run one; empty if it can. */
    static Optional<String> findMissing() {
        if (!Files.isExecutable(Path.of(PCSCD))) {
            return Optional.of("there is no " + PCSCD + " (Debian: apt install pcscd)");
        }
        if (!PcscReaderConfig.hasDriver()) {
            return Optional.of("there are no virtual readers for pcscd (Debian: apt install vsmartcard-vpcd)");
        }
        return namespace().isEmpty()
                ? Optional.of("this user may not create a mount namespace (try: unshare --mount true)")
                : Optional.empty();
    }

    /** A command prefix that creates a mount namespace: as root directly, as another user if the system allows it. */
    private static List<String> namespace() {
        return Stream.of(List.of("unshare", "--mount"), List.of("unshare", "--map-root-user", "--mount"))
                .filter(PcscdProcess::works)
                .findFirst()
                .orElse(List.of());
    }

    private static boolean works(List<String> way) {
        List<String> command = new ArrayList<>(way);
        command.add("true");
        try {
            return ProcessResult.run(new ProcessBuilder(command)).exitCode() == 0;
        } catch (EnvironmentException e) {
            LOG.debug("{} does not work: {}", way, e.getMessage());
            return false;
        }
    }

    static PcscdProcess start(Path folder) throws IOException {
        Path run = Files.createDirectories(VirtualPcscd.socket(folder).getParent());
        Files.deleteIfExists(VirtualPcscd.socket(folder));
        Files.deleteIfExists(run.resolve("pcscd.pid"));
        List<String> command = new ArrayList<>(namespace());
        command.addAll(List.of("sh", "-c", RUN, "sh", run.toString(), PCSCD));
        command.add(PcscReaderConfig.configDirectory(folder).toString());
        PcscdProcess started = new PcscdProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pcscd.log").toFile())
                .start());
        started.awaitSocket(folder);
        return started;
    }

    /** It opens its socket when its readers are ready. */
    private void awaitSocket(Path folder) throws IOException {
        Path socket = VirtualPcscd.socket(folder);
        BoundedWait.until(() -> answers(socket) || !process.isAlive(), STARTUP, PAUSE);
        if (!answers(socket)) {
            close();
            throw new IOException("pcscd does not start: see " + folder.resolve("pcscd.log"));
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            LOG.trace("pcscd does not answer yet: {}", e.getMessage());
            return false;
        }
    }

    void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("pcscd has already ended: {}", e.getMessage());
        }
        if (!hasEnded(ENDING)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private boolean hasEnded(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

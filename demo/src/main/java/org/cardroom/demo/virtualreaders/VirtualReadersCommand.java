package org.cardroom.demo.virtualreaders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom virtual-readers}: a separate pcscd with virtual readers and cards. */
@Command(
        name = "virtual-readers",
        description = "Runs a separate pcscd with virtual readers and cards until it is interrupted. Programs with the"
                + " environment variable that it prints see these readers and no others. Enter inserts new cards.",
        mixinStandardHelpOptions = true)
public final class VirtualReadersCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--readers", defaultValue = "2", description = "1 to 16. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(names = "--gids", defaultValue = "1", description = "Number of GIDS cards. Default: ${DEFAULT-VALUE}")
    private int gids;

    @Option(
            names = "--piv",
            defaultValue = "1",
            description = "Number of PIV cards, with AES-192. Default: ${DEFAULT-VALUE}")
    private int piv;

    @Option(names = "--blank", defaultValue = "0", description = "Number of blank GIDS cards.")
    private int blank;

    @Option(
            names = "--apdu-millis",
            defaultValue = "45",
            description = "Milliseconds that a card takes for a command. Default: ${DEFAULT-VALUE}")
    private int apduMillis;

    @Option(names = "--out", defaultValue = "cardroom-readers", description = "Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-readers");

    @Override
    public Integer call() {
        VirtualReaderContents contents = new VirtualReaderContents(gids, piv, blank);
        int most = VirtualPcscd.MAX_READERS;
        CliRunner.requireUsage(spec, readers >= 1 && readers <= most, "--readers must be 1 to " + most);
        boolean fits = gids >= 0 && piv >= 0 && blank >= 0 && contents.size() <= readers;
        CliRunner.requireUsage(spec, fits, "there must be a reader for each card");
        CliRunner.requireUsage(spec, apduMillis >= 0 && apduMillis <= 1000, "--apdu-millis must be 0 to 1000");
        VirtualPcscd.findMissing().ifPresent(what -> {
            throw new EnvironmentException(what);
        });
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                VirtualPcscd pcscd = VirtualPcscd.start(out, readers, Duration.ofMillis(apduMillis))) {
            print("export " + VirtualPcscd.SOCKET_VARIABLE + "=" + pcscd.socket());
            contents.refill(pcscd.slots()).forEach(this::print);
            Thread refill = new Thread(() -> refillOnEnter(contents, pcscd), "refill");
            refill.setDaemon(true);
            refill.start();
            shutdown.await();
            return 0;
        } catch (IOException | UncheckedIOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    private void refillOnEnter(VirtualReaderContents contents, VirtualPcscd pcscd) {
        try {
            BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            while (keyboard.readLine() != null) {
                contents.refill(pcscd.slots()).forEach(this::print);
            }
        } catch (IOException | UncheckedIOException e) {
            print("no new cards: " + e.getMessage());
        }
    }

    private void print(String line) {
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        print.println(line);
        print.flush();
    }
}

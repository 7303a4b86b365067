package org.cardroom.demo.room;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardroom.demo.issuance.AutoIssuer;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.ShutdownSignal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom room}. Exit 0 when it is interrupted, 1 if it cannot run, 2 usage. */
@Command(
        name = "room",
        description = "Runs PostgreSQL, Kafka, a processor and the HTTP API on this machine until it is interrupted, to"
                + " try clients. Not for production.",
        mixinStandardHelpOptions = true)
public final class RoomCommand implements Callable<Integer> {
    private static final String PASSWORD = "CARDROOM_SAMPLE_PASSWORD";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--sample-data",
            description =
                    "Create the request and card of the worked example, and a user for each role; their password is the"
                            + " environment variable " + PASSWORD + ", or a random one.")
    private boolean sampleData;

    @Option(
            names = "--virtual-readers",
            paramLabel = "N",
            defaultValue = "0",
            description = "Issue approved requests on virtual cards at this many readers. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(
            names = "--rate-limit",
            paramLabel = "N",
            defaultValue = "120",
            description = "Secrets that a caller may request per minute; 0: no limit. Default: ${DEFAULT-VALUE}")
    private int rateLimit;

    @Option(names = "--out", defaultValue = "cardroom-room", description = "Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-room");

    @Override
    public Integer call() {
        CliRunner.requireUsage(spec, port >= 0 && port <= 65_535, "--port must be 0 to 65535");
        CliRunner.requireUsage(spec, readers >= 0 && readers <= 64, "--virtual-readers must be 0 to 64");
        CliRunner.requireUsage(spec, rateLimit >= 0, "--rate-limit must be 0 or more");
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                LocalSystemWithApi system = LocalSystemWithApi.start(out, port, rateLimit)) {
            if (sampleData) {
                printSampleData(system.loadSampleData(System.getenv(PASSWORD)));
            }
            out().printf("the room serves %s; Ctrl-C ends it%n", system.uri());
            out().flush();
            serveUntil(shutdown, system);
            return 0;
        }
    }

    private void printSampleData(Optional<String> drawn) {
        out().printf(
                        "sample request %s, smart card %s, card id %s%n",
                        SampleData.REQUEST, SampleData.SMARTCARD, SampleData.CARD);
        String password = drawn.map(text -> "password " + text + ", which is not shown again")
                .orElse("with the password of " + PASSWORD + ", or unchanged if that is not set");
        out().printf("users requester, approver, operator, officer and auditor, %s%n", password);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void serveUntil(ShutdownSignal shutdown, LocalSystemWithApi system) {
        if (readers == 0) {
            shutdown.await();
            return;
        }
        try (AutoIssuer issuer = new AutoIssuer(system.system(), readers, new DemoDirectory(out).cards())) {
            issuer.runUntil(shutdown.latch());
        }
    }
}

package org.cardroom.bench.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.DatabaseRole;
import org.cardroom.demo.local.GeneratedManifest;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.files.TempDirectory;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.cardroom.testkit.pcsc.VpcdSlot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom bench agent}: measures the resources that an agent needs. */
@Command(
        name = "agent",
        description = {
            "Runs 'cardroom agent run' with virtual readers of its own pcscd and issues a GIDS card at each.",
            "Prints the time from JVM start until the slots are ready, resident memory then and after the cards, the"
                    + " commands per card, and the CPU time while all readers are empty. 1 MB is 1,000,000 bytes; each"
                    + " card command takes 45 ms."
        },
        mixinStandardHelpOptions = true)
public final class AgentBenchCommand implements Callable<Integer> {
    private static final Duration PER_APDU = Duration.ofMillis(45);
    private static final String PASSPHRASE = "for a bench only";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--readers", defaultValue = "16", description = "1 to 16. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Duration of the idle measurement, 1 to 3600. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Override
    public Integer call() {
        int max = VirtualPcscd.MAX_READERS;
        CliRunner.requireUsage(spec, readers >= 1 && readers <= max, "--readers must be 1 to " + max);
        CliRunner.requireUsage(spec, seconds >= 1 && seconds <= 3600, "--seconds must be 1 to 3600");
        VirtualPcscd.findMissing().ifPresent(what -> {
            throw new EnvironmentException(what);
        });
        AgentLauncher launcher = AgentLauncher.ofThisProcess();
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                TempDirectory directory = TempDirectory.create("cardroom-bench");
                VirtualPcscd pcscd = VirtualPcscd.start(directory.path().resolve("pcscd"), readers, PER_APDU);
                LocalSystem system = LocalSystem.start(directory.path(), "bench", PASSPHRASE::toCharArray)) {
            GeneratedManifest.importInto(
                    system.database(DatabaseRole.INGEST),
                    directory.path(),
                    UuidGenerator.next(),
                    readers,
                    List.of("gids-letter"));
            launcher.warmUp(shutdown);
            long start = System.nanoTime();
            try (AgentProcess agent = launcher.startAgent(environment(pcscd), arguments(system), shutdown)) {
                measure(agent, start, pcscd.slots());
            }
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static Map<String, String> environment(VirtualPcscd pcscd) {
        return Map.of(VirtualPcscd.SOCKET_VARIABLE, pcscd.socket().toString());
    }

    private static List<String> arguments(LocalSystem system) {
        AgentConfig agent = system.enrolAgent("bench", Collections.emptyNavigableSet());
        Path folder = Objects.requireNonNull(agent.journalFile().getParent());
        String processors = system.keys().processorsFile().toString();
        String broker = agent.kafka().bootstrap();
        return List.of("run", "--dir", folder.toString(), "--processors", processors, "--kafka", broker);
    }

    private void measure(AgentProcess agent, long start, List<VpcdSlot> slots) throws IOException {
        long jvm = agent.awaitJvm();
        AgentProcess.StateTimes ready = agent.await(slots.size(), "insert");
        double launched = seconds(start, jvm);
        print("first reader ready", "%.2f s after %.2f s in the launcher", seconds(jvm, ready.first()), launched);
        print("all " + slots.size() + " ready", "%.2f s", seconds(jvm, ready.last()));
        print("resident memory", "%.0f MB", agent.residentMegabytes());
        slots.forEach(slot -> slot.insert(VirtualCardBuilder.gids().build()));
        agent.await(slots.size(), "remove issued");
        print("after a card each", "%.0f MB", agent.residentMegabytes());
        double commands =
                slots.stream().mapToInt(VpcdSlot::commandCount).average().orElseThrow();
        print("commands", "%.1f a card", commands);
        slots.forEach(VpcdSlot::remove);
        agent.await(slots.size(), "insert");
        print("idle CPU", "%.2f %% of one core, over %d s", 100 * agent.cpuLoad(Duration.ofSeconds(seconds)), seconds);
    }

    private static double seconds(long begin, long end) {
        return (end - begin) / 1e9;
    }

    private void print(String what, String format, Object... arguments) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(Locale.ROOT, "%-20s%s%n", what, String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}

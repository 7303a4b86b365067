package org.cardroom.room.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.room.bench.jmh.Microbenches;
import org.cardroom.room.bench.load.Effort;
import org.cardroom.room.bench.load.GrowthBench;
import org.cardroom.room.bench.load.HttpBench;
import org.cardroom.room.bench.load.LocalBench;
import org.cardroom.room.bench.load.ReadersBench;
import org.cardroom.room.bench.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cardroom bench}: everything that needs no PC/SC, and a subcommand for each thing that does. */
@Command(
        name = "cardroom bench",
        description = {
            "Measures the processor on this machine, beside a floor: the same records and the same rows by bare JDBC,"
                    + " and no decision.",
            "It writes bench.json, bench.md and plots. A figure is no test: it ends with 0 whatever they are, and with 1"
                    + " where one could not be measured."
        },
        mixinStandardHelpOptions = true,
        subcommands = {AgentCommand.class, ReadersCommand.class})
public final class BenchCommand implements Callable<Integer> {
    private final long begun = System.nanoTime();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", defaultValue = "cardroom-bench", description = "Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-bench");

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Leave out all but these: ${COMPLETION-CANDIDATES}")
    private @Nullable List<LocalBench.Part> only;

    @Option(names = "--tiny", hidden = true, description = "In some seconds; its figures mean nothing.")
    private boolean tiny;

    @Override
    public Integer call() {
        Report report = new Report();
        Path launcher = Launcher.ofThisProcess().script();
        Set<LocalBench.Part> parts = only == null ? EnumSet.allOf(LocalBench.Part.class) : EnumSet.copyOf(only);
        measure(parts, report, launcher);
        report.write(out);
        tell("see " + out.resolve("bench.md"));
        return report.isWhole() ? 0 : 1;
    }

    private void measure(Set<LocalBench.Part> parts, Report report, Path launcher) {
        Set<LocalBench.Part> local = EnumSet.copyOf(parts);
        boolean size = local.remove(LocalBench.Part.SIZE);
        boolean readers = local.remove(LocalBench.Part.READERS);
        boolean http = local.remove(LocalBench.Part.HTTP);
        boolean jmh = local.remove(LocalBench.Part.JMH);
        Effort effort = tiny ? Effort.TINY : Effort.WHOLE;
        try (Scratch scratch = Scratch.make()) {
            if (!local.isEmpty()) {
                LocalBench bench = new LocalBench(effort, report, this::tell);
                attempt("the rest", report, () -> bench.run(scratch.folder(), launcher, local));
            }
            if (size) {
                GrowthBench bench = new GrowthBench(effort, report, this::tell);
                attempt("size", report, () -> bench.run(scratch.folder().resolve("size"), launcher, sizes()));
            }
            if (readers) {
                tell("a card at many readers, and with two processors");
                ReadersBench bench = new ReadersBench(effort, report, this::tell);
                Path own = scratch.folder().resolve("readers");
                attempt("readers", report, () -> bench.run(own, launcher, ReadersBench.READERS));
            }
            if (http) {
                tell("the HTTP API");
                HttpBench bench = new HttpBench(effort, report, this::tell);
                attempt("HTTP", report, () -> bench.run(scratch.folder().resolve("http"), launcher));
            }
            if (jmh) {
                tell("ciphers, channel and codec, each in a JVM of its own");
                attempt("JMH", report, () -> Microbenches.run().forEach(report::add));
            }
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What cannot be measured takes no figure with it. */
    private void attempt(String what, Report report, Runnable measurement) {
        try {
            measurement.run();
        } catch (EnvironmentException e) {
            report.lacks(what);
            tell(what + " is not measured: " + e.getMessage());
        }
    }

    private List<Integer> sizes() {
        return tiny ? List.of(100, 200) : GrowthBench.SIZES;
    }

    private void tell(String line) {
        PrintWriter to = Objects.requireNonNull(spec).commandLine().getOut();
        to.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begun) / 1e9, line);
        to.flush();
    }
}

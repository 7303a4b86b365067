package org.cardroom.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cardroom.bench.agent.AgentBenchCommand;
import org.cardroom.bench.agent.AgentLauncher;
import org.cardroom.bench.agent.ReadersBenchCommand;
import org.cardroom.bench.http.HttpBenchmark;
import org.cardroom.bench.jmh.JmhRunner;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.pipeline.DatabaseSizeBenchmark;
import org.cardroom.bench.pipeline.PipelineBenchmark;
import org.cardroom.bench.pipeline.ReaderCountBenchmark;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.files.TempDirectory;
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
        subcommands = {AgentBenchCommand.class, ReadersBenchCommand.class})
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
    private @Nullable List<PipelineBenchmark.Section> only;

    @Option(names = "--tiny", hidden = true, description = "In some seconds; its figures mean nothing.")
    private boolean tiny;

    @Override
    public Integer call() {
        BenchReport report = new BenchReport();
        Path launcher = AgentLauncher.ofThisProcess().script();
        Set<PipelineBenchmark.Section> parts =
                only == null ? EnumSet.allOf(PipelineBenchmark.Section.class) : EnumSet.copyOf(only);
        measure(parts, report, launcher);
        report.write(out);
        tell("see " + out.resolve("bench.md"));
        return report.isComplete() ? 0 : 1;
    }

    private void measure(Set<PipelineBenchmark.Section> parts, BenchReport report, Path launcher) {
        Set<PipelineBenchmark.Section> local = EnumSet.copyOf(parts);
        boolean size = local.remove(PipelineBenchmark.Section.SIZE);
        boolean readers = local.remove(PipelineBenchmark.Section.READERS);
        boolean http = local.remove(PipelineBenchmark.Section.HTTP);
        boolean jmh = local.remove(PipelineBenchmark.Section.JMH);
        LoadProfile profile = tiny ? LoadProfile.TINY : LoadProfile.FULL;
        try (TempDirectory directory = TempDirectory.create("cardroom-bench")) {
            if (!local.isEmpty()) {
                PipelineBenchmark bench = new PipelineBenchmark(profile, report, this::tell);
                attempt("the rest", report, () -> bench.run(directory.path(), launcher, local));
            }
            if (size) {
                DatabaseSizeBenchmark bench = new DatabaseSizeBenchmark(profile, report, this::tell);
                attempt("size", report, () -> bench.run(directory.path().resolve("size"), launcher, sizes()));
            }
            if (readers) {
                tell("a card at many readers, and with two processors");
                ReaderCountBenchmark bench = new ReaderCountBenchmark(profile, report, this::tell);
                Path own = directory.path().resolve("readers");
                attempt("readers", report, () -> bench.run(own, launcher, ReaderCountBenchmark.READERS));
            }
            if (http) {
                tell("the HTTP API");
                HttpBenchmark bench = new HttpBenchmark(profile, report, this::tell);
                attempt("HTTP", report, () -> bench.run(directory.path().resolve("http"), launcher));
            }
            if (jmh) {
                tell("ciphers, channel and codec, each in a JVM of its own");
                attempt("JMH", report, () -> JmhRunner.run().forEach(report::add));
            }
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What cannot be measured takes no figure with it. */
    private void attempt(String what, BenchReport report, Runnable measurement) {
        try {
            measurement.run();
        } catch (EnvironmentException e) {
            report.addMissing(what);
            tell(what + " is not measured: " + e.getMessage());
        }
    }

    private List<Integer> sizes() {
        return tiny ? List.of(100, 200) : DatabaseSizeBenchmark.SIZES;
    }

    private void tell(String line) {
        PrintWriter to = Objects.requireNonNull(spec).commandLine().getOut();
        to.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begun) / 1e9, line);
        to.flush();
    }
}

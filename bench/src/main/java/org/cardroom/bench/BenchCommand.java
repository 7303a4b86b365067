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

/** The command {@code cardroom bench}: all benchmarks without PC/SC; the subcommands need it. */
@Command(
        name = "cardroom bench",
        description = {
            "Measures the processor on this machine and compares it with a baseline: the same records and rows by plain"
                    + " JDBC, without decisions.",
            "Writes bench.json, bench.md and plots. Exit code 0: everything was measured, whatever the results; 1:"
                    + " something was not measured."
        },
        mixinStandardHelpOptions = true,
        subcommands = {AgentBenchCommand.class, ReadersBenchCommand.class})
public final class BenchCommand implements Callable<Integer> {
    private final long start = System.nanoTime();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            defaultValue = "cardroom-bench",
            description = "Folder for the report. Default: ./${DEFAULT-VALUE}")
    private Path out = Path.of("cardroom-bench");

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Run only these: ${COMPLETION-CANDIDATES}")
    private @Nullable List<PipelineBenchmark.Section> only;

    @Option(names = "--tiny", hidden = true, description = "Takes seconds; the figures are meaningless.")
    private boolean tiny;

    @Override
    public Integer call() {
        BenchReport report = new BenchReport();
        Path launcher = AgentLauncher.ofThisProcess().script();
        Set<PipelineBenchmark.Section> sections =
                only == null ? EnumSet.allOf(PipelineBenchmark.Section.class) : EnumSet.copyOf(only);
        measure(sections, report, launcher);
        report.write(out);
        print("see " + out.resolve("bench.md"));
        return report.isComplete() ? 0 : 1;
    }

    private void measure(Set<PipelineBenchmark.Section> sections, BenchReport report, Path launcher) {
        Set<PipelineBenchmark.Section> local = EnumSet.copyOf(sections);
        boolean size = local.remove(PipelineBenchmark.Section.SIZE);
        boolean readers = local.remove(PipelineBenchmark.Section.READERS);
        boolean http = local.remove(PipelineBenchmark.Section.HTTP);
        boolean jmh = local.remove(PipelineBenchmark.Section.JMH);
        LoadProfile profile = tiny ? LoadProfile.TINY : LoadProfile.FULL;
        try (TempDirectory directory = TempDirectory.create("cardroom-bench")) {
            if (!local.isEmpty()) {
                PipelineBenchmark bench = new PipelineBenchmark(profile, report, this::print);
                attempt("the pipeline", report, () -> bench.run(directory.path(), launcher, local));
            }
            if (size) {
                DatabaseSizeBenchmark bench = new DatabaseSizeBenchmark(profile, report, this::print);
                attempt("size", report, () -> bench.run(directory.path().resolve("size"), launcher, sizes()));
            }
            if (readers) {
                print("measuring cards at many readers, with one and two processors");
                ReaderCountBenchmark bench = new ReaderCountBenchmark(profile, report, this::print);
                Path own = directory.path().resolve("readers");
                attempt("readers", report, () -> bench.run(own, launcher, ReaderCountBenchmark.READERS));
            }
            if (http) {
                print("measuring the HTTP API");
                HttpBenchmark bench = new HttpBenchmark(profile, report, this::print);
                attempt("HTTP", report, () -> bench.run(directory.path().resolve("http"), launcher));
            }
            if (jmh) {
                print("measuring ciphers, channel and codec, each in its own JVM");
                attempt("JMH", report, () -> JmhRunner.run().forEach(report::add));
            }
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Continues with the other measurements if one fails. */
    private void attempt(String what, BenchReport report, Runnable measurement) {
        try {
            measurement.run();
        } catch (EnvironmentException e) {
            report.addMissing(what);
            print(what + " is not measured: " + e.getMessage());
        }
    }

    private List<Integer> sizes() {
        return tiny ? List.of(100, 200) : DatabaseSizeBenchmark.SIZES;
    }

    private void print(String line) {
        PrintWriter to = Objects.requireNonNull(spec).commandLine().getOut();
        to.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
        to.flush();
    }
}

package org.cardroom.bench.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.events.command.EnvironmentException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH microbenchmarks, each in its own JVM. */
public final class JmhRunner {
    private JmhRunner() {}

    /** Runs all in less than a minute; returns the average and its error in microseconds. */
    public static List<BenchMeasurement> run() {
        return run("", 5, TimeValue.milliseconds(400));
    }

    /** Runs those whose name contains {@code name}, with this number of iterations of this length. */
    static List<BenchMeasurement> run(String name, int times, TimeValue time) {
        var options = new OptionsBuilder()
                .include(JmhRunner.class.getPackageName() + "\\..*" + name)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(time)
                .measurementIterations(times)
                .measurementTime(time)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            return figures(new Runner(options).run());
        } catch (RunnerException e) {
            throw new EnvironmentException("cannot run the microbenchmarks: " + e.getMessage(), e);
        }
    }

    private static List<BenchMeasurement> figures(Collection<RunResult> results) {
        List<BenchMeasurement> figures = new ArrayList<>();
        for (RunResult each : results) {
            Result<?> result = each.getPrimaryResult();
            figures.add(BenchMeasurement.of(result.getLabel(), "µs", result.getScore()));
            figures.add(BenchMeasurement.of(
                    result.getLabel() + ", half of its 99.9 % interval", "µs", result.getScoreError()));
        }
        return figures;
    }
}

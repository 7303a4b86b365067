package org.cardroom.room.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.command.CannotRun;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the microbenchmarks, each in a JVM of its own. */
public final class Microbenches {
    private Microbenches() {}

    /**
     * What one of them takes.
     *
     * @param name what is done
     * @param micros the average, in microseconds
     * @param error half of the 99.9 % confidence interval, in microseconds; not a number where too few were measured
     */
    public record Took(String name, double micros, double error) {}

    /** All of them: less than a minute. */
    public static List<Took> run() {
        return run("", 5, TimeValue.milliseconds(400));
    }

    /** Those whose name has this in it, measured so many times for so long. */
    static List<Took> run(String name, int times, TimeValue time) {
        var options = new OptionsBuilder()
                .include(Microbenches.class.getPackageName() + "\\..*" + name)
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
            return took(new Runner(options).run());
        } catch (RunnerException e) {
            throw new CannotRun("the microbenchmarks cannot be run: " + e.getMessage(), e);
        }
    }

    private static List<Took> took(Collection<RunResult> results) {
        return results.stream()
                .map(RunResult::getPrimaryResult)
                .map((Result<?> result) -> new Took(result.getLabel(), result.getScore(), result.getScoreError()))
                .toList();
    }
}

package org.cardroom.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;

/** Collects the measurements and plots of one run in order, and writes them as JSON, Markdown and SVG. Not thread-safe. */
public final class BenchReport {
    private final List<BenchMeasurement> measurements = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Map<Plot, List<PlotSeries>> plots = new EnumMap<>(Plot.class);

    /** The plots, one file each. */
    public enum Plot {
        /** Milliseconds over events a second. */
        LATENCY("Latency against load", "events/s", "ms until the reply"),
        /** Milliseconds over cards. */
        SIZE("Cost against database size", "cards already issued", "ms per card"),
        /** Milliseconds over readers. */
        READERS("Cost against readers", "concurrent cards", "ms per card");

        final String title;
        final String xLabel;
        final String yLabel;

        Plot(String title, String xLabel, String yLabel) {
            this.title = title;
            this.xLabel = xLabel;
            this.yLabel = yLabel;
        }

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".svg";
        }
    }

    /** Adds a measurement. */
    public void add(BenchMeasurement measurement) {
        measurements.add(measurement);
    }

    /** Adds a line to a plot. */
    public void add(Plot plot, PlotSeries series) {
        plots.computeIfAbsent(plot, none -> new ArrayList<>()).add(series);
    }

    /** Records that something was not measured. The reason is omitted, since it may name hosts and folders. */
    public void addMissing(String what) {
        missing.add(what + " is not measured");
    }

    /** Whether everything was measured. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /**
     * Writes bench.json, bench.md and each plot that has lines into a folder.
     * @throws EnvironmentException if the folder is not writable
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("bench.json"), MessageJson.write(Map.of("figures", rows(), "lacking", missing)));
            Files.writeString(folder.resolve("bench.md"), MarkdownTable.render(measurements, missing));
            for (Map.Entry<Plot, List<PlotSeries>> plot : plots.entrySet()) {
                SvgPlot.write(folder.resolve(plot.getKey().file()), plot.getKey(), plot.getValue());
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot write the report to " + folder, e);
        }
    }

    private List<Map<String, Object>> rows() {
        return measurements.stream().map(BenchReport::row).toList();
    }

    private static Map<String, Object> row(BenchMeasurement measurement) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", measurement.name());
        row.put("unit", measurement.unit());
        row.put("value", measurement.value());
        if (measurement.comparison() != null) {
            row.put("beside", measurement.comparison());
        }
        measurement.ratio().ifPresent(ratio -> row.put("ratio", ratio));
        if (measurement.target() != null) {
            row.put("target", measurement.target());
        }
        measurement.reached().ifPresent(reached -> row.put("reached", reached));
        return row;
    }
}

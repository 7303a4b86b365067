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

/** All that one run found, in the order in which it did. Not thread-safe. */
public final class BenchReport {
    private final List<BenchMeasurement> figures = new ArrayList<>();
    private final List<String> lacking = new ArrayList<>();
    private final Map<Plot, List<PlotSeries>> curves = new EnumMap<>(Plot.class);

    /** What is drawn, each in a file of its own. */
    public enum Plot {
        /** Milliseconds over events a second. */
        LATENCY("Latency against load", "events/s", "ms until the answer"),
        /** Milliseconds over cards. */
        SIZE("Cost against size", "cards already issued", "ms for each card"),
        /** Milliseconds over readers. */
        READERS("Cost against readers", "cards at once", "ms for each card");

        final String title;
        final String xLabel;
        final String yLabel;

        Plot(String title, String across, String up) {
            this.title = title;
            this.xLabel = across;
            this.yLabel = up;
        }

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".svg";
        }
    }

    /** One more figure. */
    public void add(BenchMeasurement measurement) {
        figures.add(measurement);
    }

    /** One more line in this plot. */
    public void add(Plot plot, PlotSeries series) {
        curves.computeIfAbsent(plot, none -> new ArrayList<>()).add(series);
    }

    /** This could not be measured; why is not kept: a reason may name hosts and folders. */
    public void addMissing(String what) {
        lacking.add(what + " is not measured");
    }

    /** Whether all could be measured that was to be. */
    public boolean isComplete() {
        return lacking.isEmpty();
    }

    /** What there is so far. */
    public List<BenchMeasurement> figures() {
        return List.copyOf(figures);
    }

    /**
     * Writes bench.json, bench.md and a plot of each kind that has lines.
     *
     * @throws EnvironmentException if it cannot be written there
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("bench.json"), MessageJson.write(Map.of("figures", rows(), "lacking", lacking)));
            Files.writeString(folder.resolve("bench.md"), MarkdownTable.render(HostInfo.current(), figures, lacking));
            for (Map.Entry<Plot, List<PlotSeries>> plot : curves.entrySet()) {
                Files.writeString(folder.resolve(plot.getKey().file()), SvgPlot.render(plot.getKey(), plot.getValue()));
            }
        } catch (IOException e) {
            throw new EnvironmentException("the report cannot be written in " + folder, e);
        }
    }

    private List<Map<String, Object>> rows() {
        return figures.stream().map(BenchReport::row).toList();
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

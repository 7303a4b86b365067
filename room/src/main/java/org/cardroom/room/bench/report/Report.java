package org.cardroom.room.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.MessageJson;

/** All that one run found, in the order in which it did. Not thread-safe. */
public final class Report {
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> lacking = new ArrayList<>();
    private final Map<Plot, List<Curve>> curves = new EnumMap<>(Plot.class);

    /** What is drawn, each in a file of its own. */
    public enum Plot {
        /** Milliseconds over events a second. */
        LATENCY("Latency against load", "events/s", "ms until the answer"),
        /** Milliseconds over cards. */
        SIZE("Cost against size", "cards already issued", "ms for each card"),
        /** Milliseconds over readers. */
        READERS("Cost against readers", "cards at once", "ms for each card");

        final String title;
        final String across;
        final String up;

        Plot(String title, String across, String up) {
            this.title = title;
            this.across = across;
            this.up = up;
        }

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".svg";
        }
    }

    /** One more figure. */
    public void add(Figure figure) {
        figures.add(figure);
    }

    /** One more line in this plot. */
    public void add(Plot plot, Curve curve) {
        curves.computeIfAbsent(plot, none -> new ArrayList<>()).add(curve);
    }

    /** This could not be measured; why is not kept: a reason may name hosts and folders. */
    public void lacks(String what) {
        lacking.add(what + " is not measured");
    }

    /** Whether all could be measured that was to be. */
    public boolean isWhole() {
        return lacking.isEmpty();
    }

    /** What there is so far. */
    public List<Figure> figures() {
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
            Files.writeString(folder.resolve("bench.md"), Table.of(Machine.here(), figures, lacking));
            for (Map.Entry<Plot, List<Curve>> plot : curves.entrySet()) {
                Files.writeString(folder.resolve(plot.getKey().file()), Drawing.of(plot.getKey(), plot.getValue()));
            }
        } catch (IOException e) {
            throw new EnvironmentException("the report cannot be written in " + folder, e);
        }
    }

    private List<Map<String, Object>> rows() {
        return figures.stream().map(Report::row).toList();
    }

    private static Map<String, Object> row(Figure figure) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", figure.name());
        row.put("unit", figure.unit());
        row.put("value", figure.value());
        if (figure.beside() != null) {
            row.put("beside", figure.beside());
        }
        figure.ratio().ifPresent(ratio -> row.put("ratio", ratio));
        if (figure.target() != null) {
            row.put("target", figure.target());
        }
        figure.reached().ifPresent(reached -> row.put("reached", reached));
        return row;
    }
}

package org.cardroom.bench.report;

import java.util.List;
import java.util.Locale;

/** Renders measurements as a Markdown table. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** Renders the host without its identity, the table, and a line for each missing measurement. */
    static String render(List<BenchMeasurement> measurements, List<String> missing) {
        int cores = Runtime.getRuntime().availableProcessors();
        String host =
                "Measured in one run with " + cores + " cores and Java " + System.getProperty("java.version") + ".";
        StringBuilder table = new StringBuilder(host).append("""


                | figure | measured | compared with | ratio | target | reached |
                |---|---:|---:|---:|---|---|
                """);
        measurements.forEach(measurement -> table.append("| ")
                .append(String.join(
                        " | ",
                        measurement.name(),
                        number(measurement.value()) + " " + measurement.unit(),
                        comparison(measurement),
                        measurement.ratio().map(MarkdownTable::number).orElse(""),
                        target(measurement),
                        measurement.reached().map(yes -> yes ? "yes" : "no").orElse("")))
                .append(" |\n"));
        missing.forEach(line -> table.append("\n- ").append(line).append('\n'));
        return table.toString();
    }

    private static String comparison(BenchMeasurement measurement) {
        BenchMeasurement.Comparison other = measurement.comparison();
        return other == null ? "" : number(other.value()) + " (" + other.name() + ")";
    }

    private static String target(BenchMeasurement measurement) {
        BenchMeasurement.Target target = measurement.target();
        if (target == null) {
            return "";
        }
        String times = measurement.comparison() == null ? " " + measurement.unit() : " ×";
        return (target.atLeast() ? "≥ " : "≤ ") + number(target.bound()) + times;
    }

    /** Formats with at least three significant digits. */
    private static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

package org.cardroom.bench.report;

import java.util.List;
import java.util.Locale;

/** Figures as a Markdown table. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** Below a line on the machine, and with a line for each thing that could not be measured. */
    static String render(HostInfo machine, List<BenchMeasurement> figures, List<String> lacking) {
        StringBuilder table = new StringBuilder(machine.describe()).append("""


                | figure | measured | beside it | ratio | target | reached |
                |---|---:|---:|---:|---|---|
                """);
        figures.forEach(measurement -> table.append("| ")
                .append(String.join(
                        " | ",
                        measurement.name(),
                        number(measurement.value()) + " " + measurement.unit(),
                        beside(measurement),
                        measurement.ratio().map(MarkdownTable::number).orElse(""),
                        target(measurement),
                        measurement.reached().map(yes -> yes ? "yes" : "no").orElse("")))
                .append(" |\n"));
        lacking.forEach(line -> table.append("\n- ").append(line).append('\n'));
        return table.toString();
    }

    private static String beside(BenchMeasurement measurement) {
        BenchMeasurement.Comparison beside = measurement.comparison();
        return beside == null ? "" : number(beside.value()) + " (" + beside.name() + ")";
    }

    private static String target(BenchMeasurement measurement) {
        BenchMeasurement.Target target = measurement.target();
        if (target == null) {
            return "";
        }
        String times = measurement.comparison() == null ? " " + measurement.unit() : " ×";
        return (target.atLeast() ? "≥ " : "≤ ") + number(target.bound()) + times;
    }

    /** Three digits at least that mean something. */
    private static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

package org.cardroom.room.bench.report;

import java.util.List;
import java.util.Locale;

/** Figures as a Markdown table. */
final class Table {
    private Table() {}

    /** Below a line on the machine, and with a line for each thing that could not be measured. */
    static String of(Machine machine, List<Figure> figures, List<String> lacking) {
        StringBuilder table = new StringBuilder(machine.words()).append("""


                | figure | measured | beside it | ratio | target | reached |
                |---|---:|---:|---:|---|---|
                """);
        figures.forEach(figure -> table.append("| ")
                .append(String.join(
                        " | ",
                        figure.name(),
                        number(figure.value()) + " " + figure.unit(),
                        beside(figure),
                        figure.ratio().map(Table::number).orElse(""),
                        target(figure),
                        figure.reached().map(yes -> yes ? "yes" : "no").orElse("")))
                .append(" |\n"));
        lacking.forEach(line -> table.append("\n- ").append(line).append('\n'));
        return table.toString();
    }

    private static String beside(Figure figure) {
        Figure.Beside beside = figure.beside();
        return beside == null ? "" : number(beside.value()) + " (" + beside.name() + ")";
    }

    private static String target(Figure figure) {
        Figure.Target target = figure.target();
        if (target == null) {
            return "";
        }
        String times = figure.beside() == null ? " " + figure.unit() : " ×";
        return (target.atLeast() ? "≥ " : "≤ ") + number(target.bound()) + times;
    }

    /** Three digits at least that mean something. */
    private static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

package org.cardroom.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.cardroom.bench.report.PlotSeries.Point;

/** A plot as SVG, both axes logarithmic; it can be read on a light and on a dark ground. */
final class SvgPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    /** Told apart on both grounds, and by who sees red and green as one. */
    private static final List<String> COLOURS =
            List.of("#3b82f6", "#f59e0b", "#10b981", "#ec4899", "#8b5cf6", "#6b7280");

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
            <style>text{fill:#333}.grid{stroke:#8886}path{fill:none;stroke-width:2}\
            @media(prefers-color-scheme:dark){text{fill:#ddd}}</style>
            """;

    private final Axis across;
    private final Axis up;
    private final StringBuilder svg = new StringBuilder();

    private SvgPlot(List<PlotSeries> curves) {
        across = Axis.over(curves, Point::x);
        up = Axis.over(curves, Point::y);
    }

    static String render(BenchReport.Plot plot, List<PlotSeries> curves) {
        SvgPlot drawing = new SvgPlot(curves);
        drawing.add(HEAD, WIDTH, HEIGHT);
        drawing.frame(plot);
        for (int i = 0; i < curves.size(); i++) {
            drawing.draw(curves.get(i), COLOURS.get(i % COLOURS.size()), TOP + 10 + 20 * i);
        }
        return drawing.svg.append("</svg>\n").toString();
    }

    /** From one power of ten to another. */
    private record Axis(int first, int last) {
        static Axis over(List<PlotSeries> curves, ToDoubleFunction<Point> part) {
            double[] logs = curves.stream()
                    .flatMap(series -> series.points().stream())
                    .mapToDouble(part)
                    .map(Math::log10)
                    .toArray();
            int first = (int) Math.floor(DoubleStream.of(logs).min().orElse(0));
            int last = (int) Math.ceil(DoubleStream.of(logs).max().orElse(1));
            return new Axis(first, Math.max(last, first + 1));
        }

        /** 0 to 1. */
        double share(double value) {
            return (Math.log10(value) - first) / (last - first);
        }
    }

    private void frame(BenchReport.Plot plot) {
        int middle = (LEFT + WIDTH - RIGHT) / 2;
        add("<text x=\"%d\" y=\"20\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>%n", middle, plot.title);
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", middle, HEIGHT - 15, plot.xLabel);
        add(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2, plot.yLabel);
        for (int power = across.first; power <= across.last; power++) {
            double x = x(Math.pow(10, power));
            add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n", x, x, TOP, HEIGHT - BOTTOM);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x, HEIGHT - BOTTOM + 18, ten(power));
        }
        for (int power = up.first; power <= up.last; power++) {
            double y = y(Math.pow(10, power));
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n", LEFT, WIDTH - RIGHT, y, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y + 4, ten(power));
        }
    }

    private void draw(PlotSeries series, String colour, int row) {
        String path = series.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f %.1f", x(point.x()), y(point.y())))
                .collect(Collectors.joining(" L ", "M ", ""));
        add("<path stroke=\"%s\" d=\"%s\"/>%n", colour, path);
        for (Point point : series.points()) {
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x(point.x()), y(point.y()), colour);
        }
        int key = WIDTH - RIGHT + 12;
        add(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
                key, key + 18, row, row, colour);
        add("<text x=\"%d\" y=\"%d\">%s</text>%n", key + 24, row + 4, series.name());
    }

    private double x(double value) {
        return LEFT + across.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String ten(int power) {
        return power >= 0
                ? String.format(Locale.ROOT, "%,d", (long) Math.pow(10, power))
                : Double.toString(Math.pow(10, power));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}

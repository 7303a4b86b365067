package org.cardroom.bench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Draws a plot with logarithmic axes as an SVG file. */
final class SvgPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private SvgPlot() {}

    static void write(Path file, BenchReport.Plot plot, List<PlotSeries> series) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(plot.title)
                .xAxisTitle(plot.xLabel)
                .yAxisTitle(plot.yLabel)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        series.forEach(one -> chart.addSeries(one.name(), one.x(), one.y()));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
        Files.writeString(file, describe(svg.toString(StandardCharsets.UTF_8), plot, series));
    }

    /** Adds a description (SVG 1.1, section 5.4), since XChart draws text as shapes, which cannot be searched or read aloud. */
    private static String describe(String svg, BenchReport.Plot plot, List<PlotSeries> series) {
        String names = series.stream().map(PlotSeries::name).collect(Collectors.joining("; "));
        return svg.replaceFirst("<svg[^>]*>", "$0<desc>" + plot.title + ": " + names + "</desc>");
    }
}

package org.cardroom.bench.report;

import java.util.List;

/**
 * A line in a plot.
 *
 * @param points from left to right
 */
public record PlotSeries(String name, List<Point> points) {
    public PlotSeries {
        points = List.copyOf(points);
    }

    /** Both above zero: the axes are logarithmic. */
    public record Point(double x, double y) {}
}

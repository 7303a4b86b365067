package org.cardroom.room.bench.report;

import java.util.List;

/**
 * A line in a plot.
 *
 * @param points from left to right
 */
public record Curve(String name, List<Point> points) {
    public Curve {
        points = List.copyOf(points);
    }

    /** Both above zero: the axes are logarithmic. */
    public record Point(double x, double y) {}
}

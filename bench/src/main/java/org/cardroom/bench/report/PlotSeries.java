package org.cardroom.bench.report;

import java.util.List;

/**
 * A line in a plot.
 * @param x above zero, ascending: the axes are logarithmic
 * @param y above zero, one for each {@code x}
 */
public record PlotSeries(String name, List<? extends Number> x, List<? extends Number> y) {
    public PlotSeries {
        x = List.copyOf(x);
        y = List.copyOf(y);
    }
}

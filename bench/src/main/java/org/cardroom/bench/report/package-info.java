/**
 * The report of a benchmark run: measurements with their comparisons and targets, as JSON, Markdown and SVG plots.
 *
 * <p>Nothing is measured here. Start at {@link org.cardroom.bench.report.BenchReport}.
 */
@NullMarked
package org.cardroom.bench.report;

import org.jspecify.annotations.NullMarked;

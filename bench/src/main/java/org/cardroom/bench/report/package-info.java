/**
 * What a bench found: figures, each with what it is compared with, and curves; as JSON, a Markdown table and plots.
 *
 * <p>It measures nothing, and judges nothing but whether a target is reached. Start at
 * {@link org.cardroom.bench.report.BenchMeasurement}.
 */
@NullMarked
package org.cardroom.bench.report;

import org.jspecify.annotations.NullMarked;

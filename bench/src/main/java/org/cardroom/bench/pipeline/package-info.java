/**
 * Benchmarks of the event pipeline: throughput, reply times, fail-over, and the cost of a card against database size and
 * number of readers.
 *
 * <p>The load comes from {@link org.cardroom.bench.load}, the comparison from {@link org.cardroom.bench.baseline}. Start at
 * {@link org.cardroom.bench.pipeline.PipelineBenchmark}.
 */
@NullMarked
package org.cardroom.bench.pipeline;

import org.jspecify.annotations.NullMarked;

/** Latency figures of the demo and the benchmarks. Start at {@link org.cardroom.testkit.metrics.LatencyQuantiles}. */
@NullMarked
package org.cardroom.testkit.metrics;

import org.jspecify.annotations.NullMarked;

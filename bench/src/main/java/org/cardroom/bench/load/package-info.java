/**
 * Runs a processor, and what it is measured against, as processes, puts them under the load of simulated agents and clients, and
 * measures their answers.
 *
 * <p>Its agents have no readers, and their cards no time of their own. Start at
 * {@link org.cardroom.bench.pipeline.PipelineBenchmark}.
 */
@NullMarked
package org.cardroom.bench.load;

import org.jspecify.annotations.NullMarked;

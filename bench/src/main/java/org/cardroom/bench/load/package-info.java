/**
 * Load generation: starts the systems under test as processes and sends them the events of simulated agents, in a closed
 * or an open loop.
 *
 * <p>The agents have no readers, and their cards take no time. Start at {@link org.cardroom.bench.load.SimulatedAgents}.
 */
@NullMarked
package org.cardroom.bench.load;

import org.jspecify.annotations.NullMarked;

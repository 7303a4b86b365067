/**
 * Benchmarks of the reader agent over a virtual pcscd: start time, memory and CPU, and the time of a card compared with
 * OpenSC's gids-tool.
 *
 * <p>Start at {@link org.cardroom.bench.agent.AgentBenchCommand} and
 * {@link org.cardroom.bench.agent.ReadersBenchCommand}.
 */
@NullMarked
package org.cardroom.bench.agent;

import org.jspecify.annotations.NullMarked;

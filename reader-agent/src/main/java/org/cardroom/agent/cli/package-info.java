/**
 * The commands {@code agent enrol} and {@code agent run}, and the options that {@code agent doctor} shares with them.
 *
 * <p>The agent itself is in {@link org.cardroom.agent.slot}. Start at {@link org.cardroom.agent.cli.RunCommand}.
 */
@NullMarked
package org.cardroom.agent.cli;

import org.jspecify.annotations.NullMarked;

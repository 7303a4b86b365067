/**
 * The agent's way to the processors: publishes events under its channel, and hands on the instructions that answer them.
 *
 * <p>It sees no card; an instruction that nobody here asked for, or that is not authentic, goes no further than this
 * package. Start at {@link org.cardroom.agent.link.Link}.
 */
@NullMarked
package org.cardroom.agent.link;

import org.jspecify.annotations.NullMarked;

/**
 * What an agent needs to start: its directory, identity, broker and timeouts.
 *
 * <p>It opens no connection. Start at {@link org.cardroom.agent.config.AgentConfig}.
 */
@NullMarked
package org.cardroom.agent.config;

import org.jspecify.annotations.NullMarked;

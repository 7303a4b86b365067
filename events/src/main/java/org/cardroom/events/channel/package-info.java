/**
 * The sealed channel between an agent and the processors: HPKE in auth mode (RFC 9180) once per start, then a MAC on each
 * event and AES-GCM on each instruction.
 *
 * <p>It uses neither Kafka nor the database; its only state is a bounded cache. Start at
 * {@link org.cardroom.events.channel.AgentChannel} and {@link org.cardroom.events.channel.ProcessorChannels}.
 */
@NullMarked
package org.cardroom.events.channel;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTP API: a Spring Boot application and its commands. It stores requests, and gets keys, authentication responses
 * and PINs from the processors over Kafka.
 *
 * <p>It computes no secret and stores none. Start at {@link org.cardroom.gateway.GatewayServer}.
 */
@NullMarked
package org.cardroom.gateway;

import org.jspecify.annotations.NullMarked;

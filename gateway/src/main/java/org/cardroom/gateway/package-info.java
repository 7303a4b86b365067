/**
 * The HTTP API: a web application that makes requests of what clients send, and asks the processors for whatever touches a
 * key, an answer or a PIN.
 *
 * <p>It can work out no key and no PIN, and keeps none. Start at {@link org.cardroom.gateway.GatewayServer}.
 */
@NullMarked
package org.cardroom.gateway;

import org.jspecify.annotations.NullMarked;

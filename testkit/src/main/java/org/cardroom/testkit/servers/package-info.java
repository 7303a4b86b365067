/**
 * A real PostgreSQL and a real Kafka broker on the loopback interface, for tests and the demo. Their data survives a
 * hard kill and a change of ports. They are tuned for a quick start on a small machine, not for load, and create no
 * topics and no tables. Start at {@link org.cardroom.testkit.servers.TestServers}.
 */
@NullMarked
package org.cardroom.testkit.servers;

import org.jspecify.annotations.NullMarked;

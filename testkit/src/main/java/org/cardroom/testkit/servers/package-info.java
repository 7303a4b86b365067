/**
 * A real PostgreSQL and a real Kafka broker on this machine, for tests and for the demo: they listen on the loopback
 * interface only, keep their data in a folder and come back from it, even after a hard kill and on other ports. They
 * are tuned for a quick start on a small machine, not for load, and they create no topics and no tables. Start at
 * {@link org.cardroom.testkit.servers.TestServers}.
 */
@NullMarked
package org.cardroom.testkit.servers;

import org.jspecify.annotations.NullMarked;

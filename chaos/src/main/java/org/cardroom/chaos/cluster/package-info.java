/**
 * The installation under test: broker, database, processors and agents as processes, the fault proxies between them, the
 * folder of a run, and its keys and requests.
 *
 * <p>No fault is chosen here. Start at {@link org.cardroom.chaos.cluster.ChaosCluster}.
 */
@NullMarked
package org.cardroom.chaos.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * Issues requests on virtual cards: readers with operators, the agents that serve them, verification of a batch,
 * progress and summary. Agents, processor and servers are the real ones. Start at {@link
 * org.cardroom.demo.issuance.VirtualReaderBank}.
 */
@NullMarked
package org.cardroom.demo.issuance;

import org.jspecify.annotations.NullMarked;

/**
 * Exactly-once processing of the event stream: consumer offsets, replay protection, outbox and audit chain, all written in
 * the transaction of the decisions.
 *
 * <p>It is independent of cards and requests. Start at {@link org.cardroom.db.stream.ConsumerOffsetRepository}.
 */
@NullMarked
package org.cardroom.db.stream;

import org.jspecify.annotations.NullMarked;

/**
 * What makes the stream of events exact: offsets, ids seen, outbox, audit; all written in the transaction of the rows
 * that they speak of.
 *
 * <p>It knows nothing of cards. Start at {@link org.cardroom.db.stream.ConsumerOffsetRepository}.
 */
@NullMarked
package org.cardroom.db.stream;

import org.jspecify.annotations.NullMarked;

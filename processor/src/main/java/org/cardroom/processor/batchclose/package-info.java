/**
 * The {@code closeBatch} job: writes a batch's results, optionally abandons its open requests, closes it and deletes its
 * held PINs.
 *
 * <p>No card is provisioned here. Start at {@link org.cardroom.processor.batchclose.CloseBatchJob}.
 */
@NullMarked
package org.cardroom.processor.batchclose;

import org.jspecify.annotations.NullMarked;

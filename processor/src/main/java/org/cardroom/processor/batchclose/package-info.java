/**
 * The end of a batch: every line is accounted for, the results are written, what is no longer needed is deleted.
 *
 * <p>It issues nothing. Start at {@link org.cardroom.processor.batchclose.CloseBatchJob}.
 */
@NullMarked
package org.cardroom.processor.batchclose;

import org.jspecify.annotations.NullMarked;

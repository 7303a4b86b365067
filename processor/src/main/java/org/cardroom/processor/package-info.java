/**
 * The processor: the only place where an administrator key is worked out.
 *
 * <p>It sees no card and takes no manifest; it answers events over Kafka, with its state in PostgreSQL. Start at
 * {@link org.cardroom.processor.Processor}.
 */
@NullMarked
package org.cardroom.processor;

import org.jspecify.annotations.NullMarked;

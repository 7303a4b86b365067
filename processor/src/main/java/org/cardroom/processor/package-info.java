/**
 * The processor and its commands: answers card and gateway events over Kafka, with its state in PostgreSQL.
 *
 * <p>Administrator keys are computed here only. The processor has no access to card readers and imports no manifests.
 * Start at {@link org.cardroom.processor.Processor} and {@link org.cardroom.processor.ProcessorMain}.
 */
@NullMarked
package org.cardroom.processor;

import org.jspecify.annotations.NullMarked;

/**
 * The provisioning job: runs, restarts and stops it, polls the card events and processes one poll a transaction. The stages
 * of a poll are in {@code authentication}, {@code application}, {@code decision} and {@code publishing}. Start at
 * {@link org.cardroom.processor.job.ProvisioningWorker}.
 */
@NullMarked
package org.cardroom.processor.job;

import org.jspecify.annotations.NullMarked;

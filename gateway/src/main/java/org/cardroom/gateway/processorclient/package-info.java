/**
 * Request/reply client of the processors, which alone compute keys, authentication responses and PINs.
 *
 * <p>It decides nothing about requests or cards, and stores no secret. Start at
 * {@link org.cardroom.gateway.processorclient.CardSecretClient}.
 */
@NullMarked
package org.cardroom.gateway.processorclient;

import org.jspecify.annotations.NullMarked;

/**
 * The way to the processors, which alone can work out a key, an answer or a PIN: a question, and what became of it.
 *
 * <p>It decides nothing about requests and cards, and keeps no secret. Start at
 * {@link org.cardroom.gateway.processorclient.CardSecretClient}.
 */
@NullMarked
package org.cardroom.gateway.processorclient;

import org.jspecify.annotations.NullMarked;

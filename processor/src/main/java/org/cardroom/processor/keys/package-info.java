/**
 * The keys: the keystore, the derivation of each card's key, and the known answers that must hold before any is used.
 *
 * <p>It knows neither events nor rows; administrator keys are worked out nowhere else. Start at
 * {@link org.cardroom.processor.keys.ProcessorKeyring}.
 */
@NullMarked
package org.cardroom.processor.keys;

import org.jspecify.annotations.NullMarked;

/**
 * Keys: the processors' keystore, the derivation of card keys, sealing of stored PINs, and the crypto self-test.
 *
 * <p>Administrator keys are computed here and nowhere else. The package handles no events and no database rows. Start at
 * {@link org.cardroom.processor.keys.ProcessorKeyring}.
 */
@NullMarked
package org.cardroom.processor.keys;

import org.jspecify.annotations.NullMarked;

/**
 * The files that keys rest in: PKCS #12 under a passphrase.
 *
 * <p>It knows aliases and bytes, not what a key is for. Start at {@link org.cardroom.events.keystore.Pkcs12KeyFile}.
 */
@NullMarked
package org.cardroom.events.keystore;

import org.jspecify.annotations.NullMarked;

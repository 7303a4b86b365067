/**
 * Key files: PKCS #12 under a passphrase.
 *
 * <p>It stores keys by alias and does not know their purpose. Start at {@link org.cardroom.events.keystore.Pkcs12KeyFile}.
 */
@NullMarked
package org.cardroom.events.keystore;

import org.jspecify.annotations.NullMarked;

/**
 * Secret value types with their operations: a key answers a challenge without exposing its bytes.
 *
 * <p>Secrets are not logged, serialised or persisted. {@link org.cardroom.events.secret.SecretBytes#copyInto} is the only
 * way to the bytes; an architecture test lists its callers. Start at {@link org.cardroom.events.secret.AdminKey}.
 */
@NullMarked
package org.cardroom.events.secret;

import org.jspecify.annotations.NullMarked;

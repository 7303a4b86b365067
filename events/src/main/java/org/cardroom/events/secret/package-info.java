/**
 * The secrets, which act for themselves: a key answers a challenge, nobody asks it for its bytes.
 *
 * <p>Nothing here is logged, compared, serialised or kept: {@link org.cardroom.events.secret.SecretBytes#copyInto} is the
 * one way out, and a rule lists who may call it. Start at {@link org.cardroom.events.secret.AdminKey}.
 */
@NullMarked
package org.cardroom.events.secret;

import org.jspecify.annotations.NullMarked;

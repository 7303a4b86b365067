/**
 * Strict JSON and the checks that messages share.
 *
 * <p>It does not define any message and does not authenticate. Start at {@link org.cardroom.events.codec.MessageJson}.
 */
@NullMarked
package org.cardroom.events.codec;

import org.jspecify.annotations.NullMarked;

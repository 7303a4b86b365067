/**
 * Profile templates: how a card is issued, validated on construction.
 *
 * <p>It holds no keys, only their aliases and check values. Start at
 * {@link org.cardroom.domain.template.ProfileTemplate}.
 */
@NullMarked
package org.cardroom.domain.template;

import org.jspecify.annotations.NullMarked;

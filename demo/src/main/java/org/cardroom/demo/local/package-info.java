/**
 * What a room on one machine stands on: servers, keys, a processor, enrolled agents.
 *
 * <p>It makes up no cards and no people, and moves no hand. Start at {@link org.cardroom.demo.local.LocalSystem}.
 */
@NullMarked
package org.cardroom.demo.local;

import org.jspecify.annotations.NullMarked;

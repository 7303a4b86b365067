/**
 * The inside of a virtual GIDS card: files, access rules, PIN, administrator authentication. The commands are
 * dispatched by {@code VirtualGidsCard}. Start at {@link org.cardroom.testkit.gids.GidsFileStore}.
 */
@NullMarked
package org.cardroom.testkit.gids;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.gids;

import org.jspecify.annotations.NullMarked;

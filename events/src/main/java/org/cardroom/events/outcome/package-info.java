/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.events.outcome;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.events.codec;

import org.jspecify.annotations.NullMarked;

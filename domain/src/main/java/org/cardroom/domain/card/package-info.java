/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.domain.card;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.chaos.operator;

import org.jspecify.annotations.NullMarked;

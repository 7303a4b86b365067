/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.piv;

import org.jspecify.annotations.NullMarked;

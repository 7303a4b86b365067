/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.apdu;

import org.jspecify.annotations.NullMarked;

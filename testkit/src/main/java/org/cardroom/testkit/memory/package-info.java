/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.memory;

import org.jspecify.annotations.NullMarked;

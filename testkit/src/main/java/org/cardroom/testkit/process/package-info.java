/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.process;

import org.jspecify.annotations.NullMarked;

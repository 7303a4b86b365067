/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.reader;

import org.jspecify.annotations.NullMarked;

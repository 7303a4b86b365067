/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.testkit.files;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.processor.publishing;

import org.jspecify.annotations.NullMarked;

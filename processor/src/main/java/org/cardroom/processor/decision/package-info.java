/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.processor.decision;

import org.jspecify.annotations.NullMarked;

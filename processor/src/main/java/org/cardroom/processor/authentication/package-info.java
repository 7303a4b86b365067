/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.processor.authentication;

import org.jspecify.annotations.NullMarked;

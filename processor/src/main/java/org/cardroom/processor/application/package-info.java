/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.processor.application;

import org.jspecify.annotations.NullMarked;

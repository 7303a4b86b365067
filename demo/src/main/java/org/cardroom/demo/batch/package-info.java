/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.demo.batch;

import org.jspecify.annotations.NullMarked;

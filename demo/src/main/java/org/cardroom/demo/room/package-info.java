/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.demo.room;

import org.jspecify.annotations.NullMarked;

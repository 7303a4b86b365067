/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.chaos.topics;

import org.jspecify.annotations.NullMarked;

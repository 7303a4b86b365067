/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.chaos.audit;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.chaos.cluster;

import org.jspecify.annotations.NullMarked;

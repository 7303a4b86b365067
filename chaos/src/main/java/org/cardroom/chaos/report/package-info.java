/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.chaos.report;

import org.jspecify.annotations.NullMarked;

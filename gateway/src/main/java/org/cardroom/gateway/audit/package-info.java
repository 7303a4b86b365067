/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.gateway.audit;

import org.jspecify.annotations.NullMarked;

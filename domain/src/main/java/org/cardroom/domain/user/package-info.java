/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.domain.user;

import org.jspecify.annotations.NullMarked;

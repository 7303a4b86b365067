/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.domain.request;

import org.jspecify.annotations.NullMarked;

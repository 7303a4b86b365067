/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.domain.template;

import org.jspecify.annotations.NullMarked;

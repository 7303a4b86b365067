/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.slot;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.display;

import org.jspecify.annotations.NullMarked;

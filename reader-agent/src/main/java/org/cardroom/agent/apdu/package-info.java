/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.apdu;

import org.jspecify.annotations.NullMarked;

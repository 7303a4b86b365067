/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.session;

import org.jspecify.annotations.NullMarked;

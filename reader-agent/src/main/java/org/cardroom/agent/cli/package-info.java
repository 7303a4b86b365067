/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.cli;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.config;

import org.jspecify.annotations.NullMarked;

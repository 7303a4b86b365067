/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.agent.doctor;

import org.jspecify.annotations.NullMarked;

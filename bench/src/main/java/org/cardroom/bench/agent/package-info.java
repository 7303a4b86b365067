/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.bench.agent;

import org.jspecify.annotations.NullMarked;

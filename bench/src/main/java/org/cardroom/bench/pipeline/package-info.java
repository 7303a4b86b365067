/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.bench.pipeline;

import org.jspecify.annotations.NullMarked;

/** PACKAGE-INFO-TO-WRITE. */
@NullMarked
package org.cardroom.bench.http;

import org.jspecify.annotations.NullMarked;

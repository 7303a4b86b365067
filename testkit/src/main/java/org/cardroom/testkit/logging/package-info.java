/**
 * Captures logs in tests. It needs logback, an optional dependency of this module. Start at {@link
 * org.cardroom.testkit.logging.LogCapture}.
 */
@NullMarked
package org.cardroom.testkit.logging;

import org.jspecify.annotations.NullMarked;

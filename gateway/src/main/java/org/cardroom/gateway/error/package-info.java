/**
 * Errors as the HTTP API tells them: RFC 9457, with a stable code, the parameter that is wrong, and a correlation id that
 * stands in the log too. Which error is which is one table.
 *
 * <p>It never shows a stack trace, a value that was sent, or what a server behind it said. Start at
 * {@link org.cardroom.gateway.error.ApiException}.
 */
@NullMarked
package org.cardroom.gateway.error;

import org.jspecify.annotations.NullMarked;

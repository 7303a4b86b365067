/**
 * Errors of the HTTP API: problem+json (RFC 9457) with a stable code, the invalid parameter and a correlation id. One table
 * maps exceptions to errors, {@code ExceptionMapping}.
 *
 * <p>It never shows a stack trace, a value that was sent, or a message of another server. Start at
 * {@link org.cardroom.gateway.error.ApiException}.
 */
@NullMarked
package org.cardroom.gateway.error;

import org.jspecify.annotations.NullMarked;

/**
 * Errors as the HTTP API tells them: RFC 9457, with a stable code, the parameter that is wrong, and a correlation id that
 * stands in the log too. Which error is which is one table.
 *
 * <p>It never shows a stack trace, a value that was sent, or what a server behind it said. Start at
 * {@link org.cardroom.ingest.gateway.problem.Refused}.
 */
@NullMarked
package org.cardroom.ingest.gateway.problem;

import org.jspecify.annotations.NullMarked;

/**
 * Users of the HTTP API, their roles and password hashes.
 *
 * <p>It neither hashes nor compares passwords and enforces no rights; the gateway does. Start at
 * {@link org.cardroom.domain.user.HttpUser}.
 */
@NullMarked
package org.cardroom.domain.user;

import org.jspecify.annotations.NullMarked;

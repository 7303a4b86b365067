/**
 * Authenticates and authorises callers: passwords, short-lived tokens, tokens of an OpenID Connect issuer, roles, and the
 * rate limit of secrets.
 *
 * <p>It knows no requests and no cards. Start at {@link org.cardroom.gateway.access.RequiresRole} and
 * {@link org.cardroom.gateway.access.ApiCaller}.
 */
@NullMarked
package org.cardroom.gateway.access;

import org.jspecify.annotations.NullMarked;

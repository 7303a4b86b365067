/**
 * Who may do what over HTTP: users with a password, tokens that such a user is given for a while, tokens of an OpenID
 * Connect issuer; rights by role; how often; and the audit of who read what.
 *
 * <p>It knows no request and no card. Start at {@link org.cardroom.gateway.access.RequiresRole} and
 * {@link org.cardroom.gateway.access.ApiCaller}.
 */
@NullMarked
package org.cardroom.gateway.access;

import org.jspecify.annotations.NullMarked;

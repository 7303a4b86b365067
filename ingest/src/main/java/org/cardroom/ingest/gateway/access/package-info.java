/**
 * Who may do what over HTTP: users with a password, tokens that such a user is given for a while, tokens of an OpenID
 * Connect issuer; rights by role; how often; and the audit of who read what.
 *
 * <p>It knows no request and no card. Start at {@link org.cardroom.ingest.gateway.access.Allowed} and
 * {@link org.cardroom.ingest.gateway.access.Caller}.
 */
@NullMarked
package org.cardroom.ingest.gateway.access;

import org.jspecify.annotations.NullMarked;

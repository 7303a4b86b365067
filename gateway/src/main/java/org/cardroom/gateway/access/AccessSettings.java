package org.cardroom.gateway.access;

import org.jspecify.annotations.Nullable;

/**
 * How callers are known and held back.
 *
 * @param oidcIssuer the OpenID Connect issuer whose tokens hold here; absent for none
 * @param oidcAudience whom its tokens must be for
 * @param secretsPerMinute how many secrets one caller may ask for in a minute; 0 for any number
 */
public record AccessSettings(@Nullable String oidcIssuer, String oidcAudience, int secretsPerMinute) {}

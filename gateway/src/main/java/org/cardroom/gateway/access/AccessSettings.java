package org.cardroom.gateway.access;

import org.jspecify.annotations.Nullable;

/**
 * How callers are authenticated and limited.
 * @param oidcIssuer the URL of the OpenID Connect issuer whose tokens are accepted; absent for no issuer
 * @param oidcAudience the audience that its tokens must have
 * @param secretsPerMinute the rate limit of secrets per caller; 0 for no limit
 * @param pinReading whether PINs can be read; off where only agents write them
 */
public record AccessSettings(
        @Nullable String oidcIssuer, String oidcAudience, int secretsPerMinute, boolean pinReading) {}

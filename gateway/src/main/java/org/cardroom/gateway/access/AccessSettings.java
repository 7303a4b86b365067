package org.cardroom.gateway.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How callers are authenticated and limited.
 * @param oidc the OpenID Connect issuer whose tokens are accepted; absent for no issuer
 * @param secretsPerMinute the rate limit of secrets per caller; 0 for no limit
 * @param pinReading whether PINs can be read; off where only agents write them
 */
public record AccessSettings(@Nullable OidcSettings oidc, int secretsPerMinute, boolean pinReading) {
    /**
     * An OpenID Connect issuer whose access tokens are accepted.
     * @param issuer its URL
     * @param audience the audience that its tokens must have
     * @param rolesClaim the claim with the caller's roles; dots lead into nested claims, as in realm_access.roles
     * @param maxLifetime the longest time from issue to expiry that a token may have
     */
    public record OidcSettings(String issuer, String audience, String rolesClaim, Duration maxLifetime) {
        /** The claim that most issuers use. */
        public static final String DEFAULT_ROLES_CLAIM = "roles";
    }
}

package org.cardroom.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.cardroom.gateway.access.AccessSettings.OidcSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * Validates access tokens of an OpenID Connect issuer (RFC 7519, section 4.1; RFC 9068 for those of type at+jwt). ID tokens
 * are refused: they prove a login to another program (OpenID Connect Core, section 2).
 */
final class OidcTokenValidator {
    /** Claims that only ID tokens have. */
    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private OidcTokenValidator() {}

    static OAuth2TokenValidator<Jwt> create(OidcSettings settings) {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                types,
                new JwtIssuerValidator(settings.issuer()),
                new JwtTimestampValidator(),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()),
                claims("its lifetime is missing or too long", token -> isShortLived(token, settings.maxLifetime())),
                claims("it is an ID token", token -> !isIdToken(token)));
    }

    private static OAuth2TokenValidator<Jwt> claims(String problem, Predicate<Jwt> check) {
        return token -> check.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, problem, null));
    }

    /** Spring Security makes up an issue time if the token has none, so the expiry is also compared with the clock. */
    private static boolean isShortLived(Jwt token, Duration maxLifetime) {
        @Nullable Instant issued = token.getIssuedAt();
        @Nullable Instant expires = token.getExpiresAt();
        return issued != null
                && expires != null
                && !expires.isAfter(issued.plus(maxLifetime))
                && !expires.isAfter(Instant.now().plus(maxLifetime).plus(CLOCK_SKEW));
    }

    /** Keycloak names the type of a token in the claim typ, Cognito in token_use. */
    private static boolean isIdToken(Jwt token) {
        return ID_TOKEN_CLAIMS.stream().anyMatch(token::hasClaim)
                || "ID".equalsIgnoreCase(token.getClaimAsString("typ"))
                || "id".equalsIgnoreCase(token.getClaimAsString("token_use"));
    }
}

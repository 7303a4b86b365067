package org.cardroom.gateway.access;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Issues short-lived tokens (RFC 7519), signed with a random key that is kept in memory only: they are valid for this
 * gateway and until it stops.
 */
final class LocalJwtIssuer {
    /** The issuer claim. */
    static final String ISSUER = "cardroom";

    /** How long a token is valid. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int KEY_BYTES = 32;

    private final SecretKey key =
            new SecretKeySpec(KeyGenerators.secureRandom(KEY_BYTES).generateKey(), "HmacSHA256");
    private final NimbusJwtEncoder encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
    private final Clock clock;

    LocalJwtIssuer(Clock clock) {
        this.clock = clock;
    }

    /** Issues a token for this caller; name and roles are read from the database when it is used. */
    String issue(ApiCaller caller) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(caller.id().toString())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** Returns a decoder that verifies the tokens of this issuer. */
    JwtDecoder decoder() {
        return NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
    }
}

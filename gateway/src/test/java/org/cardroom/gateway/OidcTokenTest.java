package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens of an OpenID Connect issuer are accepted. */
class OidcTokenTest {
    private static FakeOidcIssuer issuer;
    private static GatewayFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        issuer = new FakeOidcIssuer();
        fixture = GatewayFixture.withIssuer(issuer.url());
        fixture.awaitKeysOf(issuer);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        issuer.close();
    }

    private static JWTClaimsSet.Builder claims() {
        return issuer.claims("cardroom", Instant.now(), "AUDITOR");
    }

    private static HttpReply get(String token) {
        return fixture.send(fixture.request("GET", GatewayFixture.BASE + "/requests", null)
                .header("Authorization", "Bearer " + token));
    }

    /** Requests an operation that only a requester may use, without its parameters. */
    private static HttpReply post(GatewayFixture at, String token) {
        return at.send(
                at.request("POST", GatewayFixture.BASE + "/requests", "{}").header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(String token) {
        GatewayFixture.assertRefused(get(token), 401, "not_authenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "aud"})
    void refusesATokenWithoutARequiredClaim(String claim) throws Exception {
        assertRefused(issuer.sign(null, claims().claim(claim, null).build()));
    }

    @Test
    void refusesATokenWithABlankSubject() throws Exception {
        assertRefused(issuer.sign(null, claims().subject(" ").build()));
    }

    @Test
    void refusesATokenThatIsValidForMoreThanAnHour() throws Exception {
        Date later = Date.from(Instant.now().plusSeconds(3700));
        assertRefused(issuer.sign(null, claims().expirationTime(later).build()));
        assertRefused(issuer.sign(
                null, claims().claim("iat", null).expirationTime(later).build()));
    }

    @ParameterizedTest
    @CsvSource({"nonce, n-0S6", "at_hash, 77Qm", "c_hash, LDkt", "typ, ID", "token_use, id"})
    void refusesAnIdToken(String claim, String value) throws Exception {
        assertRefused(issuer.sign("JWT", claims().claim(claim, value).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
    void refusesATokenOfAnotherType(String type) throws Exception {
        assertRefused(issuer.sign(type, claims().build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
    void acceptsAnAccessToken(String type) throws Exception {
        assertThat(get(issuer.sign(type, claims().build())).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "realm_access.roles", "https://example.org/roles"})
    void readsTheRolesFromTheConfiguredClaim(String claim) throws Exception {
        JWTClaimsSet.Builder claims = claims().claim("roles", null);
        if (claim.equals("realm_access.roles")) {
            claims.claim("realm_access", Map.of("roles", List.of("requester")));
        } else {
            claims.claim(claim, List.of("requester"));
        }
        String token = issuer.sign(null, claims.build());
        GatewayFixture.assertRefused(post(fixture, token), 403, "forbidden");
        try (GatewayFixture other = GatewayFixture.withIssuer(GatewayFixture.oidc(issuer.url(), claim))) {
            other.awaitKeysOf(issuer);
            GatewayFixture.assertRefused(post(other, token), 400, "parameter_missing");
        }
    }
}

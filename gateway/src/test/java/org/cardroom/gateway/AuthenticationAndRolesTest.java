package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.domain.user.UserRole;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.cardroom.gateway.access.PasswordService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationAndRolesTest {
    private final GatewayFixture fixture = GatewayFixture.shared();

    private static void assertNotAuthenticated(HttpReply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("not_authenticated");
        assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(reply.headers().get("WWW-Authenticate")).contains("Basic", "Bearer");
    }

    @Test
    void servesHealthWithoutAuthentication() {
        HttpReply reply = fixture.send(null, "GET", "/health", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void issuesATokenForAPassword() {
        HttpReply reply = fixture.requestToken("officer", "correct horse");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("Cache-Control")).contains("no-store");
        assertThat(reply.json()).extracting("token_type", "expires_in").containsExactly("Bearer", 600);
    }

    @Test
    void issuesNoTokenForAToken() {
        HttpReply reply = fixture.send("officer", "POST", "/token", null);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
    }

    @Test
    void refusesAWrongPassword() {
        assertNotAuthenticated(fixture.requestToken("officer", "battery staple"));
        assertNotAuthenticated(fixture.requestToken("nobody", "correct horse"));
        assertNotAuthenticated(fixture.requestToken("officer", "x".repeat(100)));
    }

    @Test
    void refusesADisabledUser() {
        new PasswordService(fixture.store).saveUser("leaver", "correct horse".toCharArray(), Set.of(UserRole.AUDITOR));
        assertThat(fixture.requestToken("leaver", "correct horse").status()).isEqualTo(200);
        new HttpUserRepository(fixture.store).disable("leaver");
        assertNotAuthenticated(fixture.requestToken("leaver", "correct horse"));
    }

    @Test
    void endsATokenWithItsUserAndItsRolesWithTheirs() {
        PasswordService passwords = new PasswordService(fixture.store);
        char[] password = "correct horse".toCharArray();
        passwords.saveUser("mover", password, Set.of(UserRole.REQUESTER));
        String token = String.valueOf(
                fixture.requestToken("mover", "correct horse").json().get("access_token"));
        GatewayFixture.assertRefused(post(token), 400, "parameter_missing");
        passwords.saveUser("mover", password, Set.of(UserRole.AUDITOR));
        GatewayFixture.assertRefused(post(token), 403, "forbidden");
        new HttpUserRepository(fixture.store).disable("mover");
        assertNotAuthenticated(post(token));
    }

    /** Sends a request that only a requester may make, without its parameters. */
    private HttpReply post(String token) {
        return fixture.send(fixture.request("POST", GatewayFixture.BASE + "/requests", "{}")
                .header("Authorization", "Bearer " + token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer x",
                "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJjYXJkcm9vbSIsInN1YiI6IngifQ.",
                "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJldmlsIiwic3ViIjoieCJ9.",
                "Basic !!!",
                "Basic"
            })
    void refusesAForeignToken(String header) {
        assertNotAuthenticated(
                fixture.send(fixture.request("POST", "/token", null).header("Authorization", header)));
    }

    @Test
    void refusesCallersWithoutCredentials() {
        assertNotAuthenticated(fixture.send(null, "GET", GatewayFixture.BASE + "/requests", null));
        assertNotAuthenticated(fixture.send(null, "GET", "/nothing/here", null));
    }

    @Test
    void answersAnUnknownPathWithNoSuchPath() {
        HttpReply reply = fixture.get("auditor", "/nothing");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("no_such_path");
    }

    @Test
    void refusesANameWithANul() {
        assertThat(fixture.requestToken("off\0icer", "correct horse").status()).isEqualTo(401);
    }

    @Test
    void issuesATokenAndReadsNoForm() {
        HttpReply reply = fixture.send(fixture.request("POST", "/token", "garbage")
                .setHeader("Content-Type", "multipart/form-data")
                .header("Authorization", GatewayFixture.basic("operator", "correct horse")));
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void asksToRetryWithoutADatabase() {
        GatewayFixture other = GatewayFixture.withIssuer("http://127.0.0.1:9");
        other.store.close();
        GatewayFixture.assertRefused(other.requestToken("officer", "correct horse"), 503, "no_database");
        other.gateway.close();
    }

    @Test
    void asksToRetryWithoutTheIssuer() throws Exception {
        FakeOidcIssuer issuer = new FakeOidcIssuer();
        String token = issuer.token("cardroom", Instant.now(), "AUDITOR");
        issuer.close();
        try (GatewayFixture other = GatewayFixture.withIssuer(issuer.url())) {
            HttpReply reply = other.send(other.request("GET", GatewayFixture.BASE + "/requests", null)
                    .header("Authorization", "Bearer " + token));
            GatewayFixture.assertRefused(reply, 503, "no_issuer");
        }
    }

    @Test
    void refusesAnUnknownMethod() {
        HttpReply reply = fixture.send("officer", "DELETE", "/token", null);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.code()).isEqualTo("method_not_allowed");
    }

    @Test
    void numbersEachErrorAsTheHeaderDoes() {
        HttpReply reply = fixture.get("auditor", "/nothing");
        Map<?, ?> problem = reply.json();
        assertThat(problem.get("correlationId")).isEqualTo(reply.headers().get("X-Correlation-Id"));
        assertThat(problem.get("type")).isEqualTo("about:blank");
        assertThat(problem.get("status")).isEqualTo(404);
    }
}

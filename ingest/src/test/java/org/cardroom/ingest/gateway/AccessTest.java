package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.cardroom.domain.user.UserRole;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.access.Passwords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final Web web = Web.shared();

    private static void assertNotAuthenticated(Said said) {
        assertThat(said.status()).isEqualTo(401);
        assertThat(said.code()).isEqualTo("not_authenticated");
        assertThat(said.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(said.headers().get("WWW-Authenticate")).contains("Basic", "Bearer");
    }

    @Test
    void tellsAnybodyThatItLives() {
        Said said = web.send(null, "GET", "/health", null);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void givesATokenForAPassword() {
        Said said = web.askToken("officer", "correct horse");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.headers().get("Cache-Control")).contains("no-store");
        assertThat(said.json()).extracting("token_type", "expires_in").containsExactly("Bearer", 600);
    }

    @Test
    void givesNoTokenForAToken() {
        Said said = web.send("officer", "POST", "/token", null);
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.code()).isEqualTo("forbidden");
    }

    @Test
    void letsNobodyInUnderAWrongPassword() {
        assertNotAuthenticated(web.askToken("officer", "battery staple"));
        assertNotAuthenticated(web.askToken("nobody", "correct horse"));
        assertNotAuthenticated(web.askToken("officer", "x".repeat(100)));
    }

    @Test
    void letsNoDisabledUserIn() {
        new Passwords(web.store).add("leaver", "correct horse".toCharArray(), Set.of(UserRole.AUDITOR));
        assertThat(web.askToken("leaver", "correct horse").status()).isEqualTo(200);
        new HttpUserRepository(web.store).disable("leaver");
        assertNotAuthenticated(web.askToken("leaver", "correct horse"));
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
    void letsNobodyInUnderWhatIsNoTokenOfOurs(String header) {
        assertNotAuthenticated(web.send(web.request("POST", "/token", null).header("Authorization", header)));
    }

    @Test
    void letsNobodyInWithoutAName() {
        assertNotAuthenticated(web.send(null, "GET", Web.BASE + "/requests", null));
        assertNotAuthenticated(web.send(null, "GET", "/nothing/here", null));
    }

    @Test
    void tellsThoseWhoAreInThatThereIsNoSuchPath() {
        Said said = web.get("auditor", "/nothing");
        assertThat(said.status()).isEqualTo(404);
        assertThat(said.code()).isEqualTo("no_such_path");
    }

    @Test
    void letsNobodyInWhoseNameHasANul() {
        assertThat(web.askToken("off\0icer", "correct horse").status()).isEqualTo(401);
    }

    @Test
    void givesATokenAndReadsNoForm() {
        Said said = web.send(web.request("POST", "/token", "garbage")
                .setHeader("Content-Type", "multipart/form-data")
                .header("Authorization", Web.basic("operator", "correct horse")));
        assertThat(said.status()).isEqualTo(200);
    }

    @Test
    void saysToComeBackWhereTheDatabaseIsAway() {
        Web other = Web.own("http://127.0.0.1:9");
        other.store.close();
        Web.assertRefused(other.askToken("officer", "correct horse"), 503, "no_database");
        other.gateway.close();
    }

    @Test
    void saysToComeBackWhereTheIssuerIsAway() throws Exception {
        Issuer issuer = new Issuer();
        String token = issuer.token("cardroom", Instant.now(), "AUDITOR");
        issuer.close();
        try (Web other = Web.own(issuer.url())) {
            Said said = other.send(
                    other.request("GET", Web.BASE + "/requests", null).header("Authorization", "Bearer " + token));
            Web.assertRefused(said, 503, "no_issuer");
        }
    }

    @Test
    void tellsWhichMethodIsNotThere() {
        Said said = web.send("officer", "DELETE", "/token", null);
        assertThat(said.status()).isEqualTo(405);
        assertThat(said.code()).isEqualTo("method_not_allowed");
    }

    @Test
    void numbersEachErrorAsTheHeaderDoes() {
        Said said = web.get("auditor", "/nothing");
        Map<?, ?> problem = said.json();
        assertThat(problem.get("correlationId")).isEqualTo(said.headers().get("X-Correlation-Id"));
        assertThat(problem.get("type")).isEqualTo("about:blank");
        assertThat(problem.get("status")).isEqualTo(404);
    }
}

package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.cardroom.gateway.access.AccessSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with TLS, an OpenID Connect issuer, a rate limit, and PIN reading off. */
class GatewayConfigurationTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    static Path folder;

    private static FakeOidcIssuer issuer;
    private static GatewayFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        issuer = new FakeOidcIssuer();
        Path keystore = keystore();
        fixture = new GatewayFixture(
                new AccessSettings(GatewayFixture.oidc(issuer.url(), "roles"), 3, false),
                Optional.of(new GatewaySettings.Tls(keystore, PASSPHRASE)),
                HttpClient.newBuilder().sslContext(trusting(keystore)).build());
        fixture.awaitKeysOf(issuer);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        issuer.close();
    }

    private static Path keystore() throws Exception {
        Path keystore = folder.resolve("tls.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -alias tls -keyalg EC -dname CN=gateway -ext san=ip:127.0.0.1,dns:localhost";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-keystore", keystore.toString(), "-storepass", PASSPHRASE));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return keystore;
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, PASSPHRASE.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tls", keys.getCertificate("tls"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpReply with(String token, String path) {
        return fixture.send(
                fixture.request("GET", GatewayFixture.BASE + path, null).header("Authorization", "Bearer " + token));
    }

    @Test
    void servesOverTls() {
        assertThat(fixture.gateway.uri().getScheme()).isEqualTo("https");
        assertThat(fixture.send(null, "GET", "/health", null).status()).isEqualTo(200);
    }

    @Test
    void refusesPinReadingIfItIsOff() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        GatewayFixture.assertRefused(
                fixture.get("officer", executing.path("serverproposedpin", "")), 403, "pin_reading_off");
        assertThat(fixture.secretClient.receivedSubjects())
                .noneMatch(about -> about.card().equals(executing.card()));
    }

    @Test
    void limitsTheSecretsOfACallerPerMinute() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.get("everybody", executing.path("diversifiedkey", ""))
                            .status())
                    .isEqualTo(200);
        }
        HttpReply reply = fixture.get("everybody", executing.path("diversifiedkey", ""));
        GatewayFixture.assertRefused(reply, 429, "too_many_requests");
        assertThat(Integer.parseInt(reply.headers().get("Retry-After"))).isBetween(1, 21);
        assertThat(fixture.get("everybody", "/requests").status()).isEqualTo(200);
    }

    @Test
    void acceptsTheIssuersTokens() throws JOSEException {
        String token = issuer.token("cardroom", Instant.now(), "AUDITOR", "somebody");
        assertThat(with(token, "/requests").status()).isEqualTo(200);
        GatewayFixture.assertRefused(
                with(token, fixture.newExecutingRequest("gids-letter").path("diversifiedkey", "")), 403, "forbidden");
    }

    @Test
    void refusesTokensOfAnotherAudienceAndExpiredOnes() throws JOSEException {
        GatewayFixture.assertRefused(
                with(issuer.token("mail", Instant.now(), "OFFICER"), "/requests"), 401, "not_authenticated");
        String old = issuer.token("cardroom", Instant.now().minusSeconds(3600), "OFFICER");
        GatewayFixture.assertRefused(with(old, "/requests"), 401, "not_authenticated");
    }

    @Test
    void givesTheIssuersCallerAStableId() throws JOSEException {
        String token = issuer.token("cardroom", Instant.now(), "REQUESTER");
        String again = issuer.token("cardroom", Instant.now().minusSeconds(60), "requester", "approver");
        UUID template = new ProfileTemplateRepository(fixture.store)
                .findNewest("gids-letter")
                .orElseThrow()
                .id();
        String body = "{\"datacollection\":[],\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + template + "\"}";
        HttpReply made = fixture.send(fixture.request("POST", GatewayFixture.BASE + "/requests", body)
                .header("Authorization", "Bearer " + token));
        String path = made.body().replaceAll("\"(api/v1.0)?", "");
        HttpReply approved =
                fixture.send(fixture.request("PUT", GatewayFixture.BASE + path, "{\"status\":\"Approved\"}")
                        .header("Authorization", "Bearer " + again));
        GatewayFixture.assertRefused(approved, 403, "four_eyes");
    }
}

package org.cardroom.ingest.gateway;

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
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.cardroom.ingest.gateway.access.AccessSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with TLS, an OpenID Connect issuer, a rate limit, and no reading of PINs. */
class ConfiguredTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    static Path folder;

    private static Issuer issuer;
    private static Web web;

    @BeforeAll
    static void start() throws Exception {
        issuer = new Issuer();
        Path keystore = keystore();
        web = new Web(
                new AccessSettings(issuer.url(), "cardroom", 3),
                false,
                Optional.of(new GatewaySettings.Tls(keystore, PASSPHRASE)),
                HttpClient.newBuilder().sslContext(trusting(keystore)).build());
    }

    @AfterAll
    static void stop() {
        web.close();
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

    private static Said with(String token, String path) {
        return web.send(web.request("GET", Web.BASE + path, null).header("Authorization", "Bearer " + token));
    }

    @Test
    void servesOverTls() {
        assertThat(web.gateway.uri().getScheme()).isEqualTo("https");
        assertThat(web.send(null, "GET", "/health", null).status()).isEqualTo(200);
    }

    @Test
    void readsNoPin() {
        Work work = web.work("gids-letter");
        Web.assertRefused(web.get("officer", work.path("serverproposedpin", "")), 403, "pin_reading_off");
        assertThat(web.processors.asked()).noneMatch(about -> about.card().equals(work.card()));
    }

    @Test
    void givesACallerSoManySecretsInAMinute() {
        Work work = web.work("gids-letter");
        for (int i = 0; i < 3; i++) {
            assertThat(web.get("everybody", work.path("diversifiedkey", "")).status())
                    .isEqualTo(200);
        }
        Said said = web.get("everybody", work.path("diversifiedkey", ""));
        Web.assertRefused(said, 429, "too_many_requests");
        assertThat(Integer.parseInt(said.headers().get("Retry-After"))).isBetween(1, 21);
        assertThat(web.get("everybody", "/requests").status()).isEqualTo(200);
    }

    @Test
    void takesTheIssuersTokens() throws JOSEException {
        String token = issuer.token("cardroom", Instant.now(), "AUDITOR", "somebody");
        assertThat(with(token, "/requests").status()).isEqualTo(200);
        Web.assertRefused(with(token, web.work("gids-letter").path("diversifiedkey", "")), 403, "forbidden");
    }

    @Test
    void takesNoTokenForSomebodyElseNorAnOldOne() throws JOSEException {
        Web.assertRefused(with(issuer.token("mail", Instant.now(), "OFFICER"), "/requests"), 401, "not_authenticated");
        String old = issuer.token("cardroom", Instant.now().minusSeconds(3600), "OFFICER");
        Web.assertRefused(with(old, "/requests"), 401, "not_authenticated");
    }

    @Test
    void knowsTheIssuersCallerAgain() throws JOSEException {
        String token = issuer.token("cardroom", Instant.now(), "REQUESTER");
        String again = issuer.token("cardroom", Instant.now().minusSeconds(60), "requester", "approver");
        UUID template =
                new ProfileTemplateRepository(web.store).findNewest("gids-letter").orElseThrow().id();
        String body = "{\"datacollection\":[],\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + template + "\"}";
        Said made =
                web.send(web.request("POST", Web.BASE + "/requests", body).header("Authorization", "Bearer " + token));
        String path = made.body().replaceAll("\"(api/v1.0)?", "");
        Said approved = web.send(web.request("PUT", Web.BASE + path, "{\"status\":\"Approved\"}")
                .header("Authorization", "Bearer " + again));
        Web.assertRefused(approved, 403, "four_eyes");
    }
}

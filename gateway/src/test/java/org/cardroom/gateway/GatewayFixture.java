package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.access.PasswordService;
import org.cardroom.testkit.servers.TestServers;

/** A running gateway that tests share, with a user of each role and an HTTP client. */
final class GatewayFixture implements AutoCloseable {
    static final String BASE = "/CertificateManagement/api/v1.0";
    private static final String PASSWORD = "correct horse";
    private static GatewayFixture shared;

    final FakeCardSecretClient secretClient = new FakeCardSecretClient();
    final Database store = Database.open(createDatabase(), null, null);
    final GatewayServer gateway;
    private final HttpClient client;
    private final Map<String, String> tokens = new TreeMap<>();

    /** Returns the JDBC URL of a new migrated database of an installation of its own. */
    static String createDatabase() {
        return TestServers.shared()
                .createMigratedDatabase(
                        url -> Database.migrate(url, null, null), "UPDATE installation SET id = gen_random_uuid()");
    }

    /** The response of the gateway. */
    record HttpReply(int status, Map<String, String> headers, String body) {
        /** Returns the body as a JSON object. */
        Map<?, ?> json() {
            return MessageJson.read(body.getBytes(StandardCharsets.UTF_8), Map.class);
        }

        String code() {
            return String.valueOf(json().get("code"));
        }
    }

    /** Starts a gateway with these settings, called by this client. */
    GatewayFixture(AccessSettings access, Optional<GatewaySettings.Tls> tls, HttpClient client) {
        this.client = client;
        loadTemplates();
        PasswordService passwords = new PasswordService(store);
        for (UserRole role : UserRole.values()) {
            passwords.saveUser(role.name().toLowerCase(Locale.ROOT), PASSWORD.toCharArray(), Set.of(role));
        }
        passwords.saveUser("everybody", PASSWORD.toCharArray(), Set.of(UserRole.values()));
        gateway = GatewayServer.start(
                new GatewaySettings("gateway-1", InetAddress.getLoopbackAddress(), 0, tls, access),
                store,
                secretClient,
                Clock.systemUTC());
    }

    private void loadTemplates() {
        try (InputStream in = GatewayFixture.class.getResourceAsStream("/gateway-templates.json")) {
            ProfileTemplate[] sample = MessageJson.read(in.readAllBytes(), ProfileTemplate[].class);
            ProfileTemplateRepository templates = new ProfileTemplateRepository(store);
            store.inTransaction()
                    .execute(status ->
                            Stream.of(sample).map(templates::saveVersion).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertRefused(HttpReply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    static AccessSettings.OidcSettings oidc(String issuer, String rolesClaim) {
        return new AccessSettings.OidcSettings(issuer, "cardroom", rolesClaim, Duration.ofHours(1));
    }

    /** Starts a gateway without TLS that accepts tokens of this issuer. */
    static GatewayFixture withIssuer(String issuer) {
        return withIssuer(oidc(issuer, "roles"));
    }

    static GatewayFixture withIssuer(AccessSettings.OidcSettings oidc) {
        return new GatewayFixture(new AccessSettings(oidc, 0, true), Optional.empty(), HttpClient.newHttpClient());
    }

    /** Waits until the gateway has the issuer's keys: it gives the issuer half a second, and asks callers to retry. */
    void awaitKeysOf(FakeOidcIssuer issuer) throws JOSEException {
        String token = issuer.token("cardroom", Instant.now());
        await().until(() -> send(request("GET", BASE + "/requests", null).header("Authorization", "Bearer " + token))
                        .status()
                != 503);
    }

    static synchronized GatewayFixture shared() {
        if (shared == null) {
            shared =
                    new GatewayFixture(new AccessSettings(null, 0, true), Optional.empty(), HttpClient.newHttpClient());
        }
        shared.secretClient.reset();
        return shared;
    }

    /** Sends a GET below the base path as this user. */
    HttpReply get(String user, String path) {
        return send(user, "GET", BASE + path, null);
    }

    HttpReply post(String user, String path, String json) {
        return send(user, "POST", BASE + path, json);
    }

    HttpReply put(String user, String path, String json) {
        return send(user, "PUT", BASE + path, json);
    }

    /** Sends a request with this user's token; without authentication if the user is null. */
    HttpReply send(String user, String method, String path, String json) {
        HttpRequest.Builder request = request(method, path, json);
        return send(user == null ? request : request.header("Authorization", "Bearer " + token(user)));
    }

    HttpRequest.Builder request(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.uri() + path));
        return json == null
                ? request.method(method, BodyPublishers.noBody())
                : request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
    }

    HttpReply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new HttpReply(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An Executing request and its card. */
    record ExecutingRequest(String request, String smartcard, CardId card) {
        /** Returns the path of a secret operation, with the card's id and more query parameters. */
        String path(String operation, String query) {
            return "/requests/" + request + "/smartcards/" + smartcard + "/" + operation + "?cardid=" + card.hex()
                    + query;
        }
    }

    /** Creates an Executing request for this template. */
    ExecutingRequest newExecutingRequest(String template) {
        CardId card = new CardId(Challenge.random(16).hex());
        String request = newApprovedRequest(template);
        HttpReply bound = post(
                "operator",
                "/smartcards",
                "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card.hex() + "\",\"atr\":\"3B8F80\"}");
        return new ExecutingRequest(request, id(bound), card);
    }

    /** Creates an Approved request and returns its id. */
    String newApprovedRequest(String template) {
        String request = newRequest(template);
        put("approver", "/requests/" + request, "{\"status\":\"Approved\"}");
        return request;
    }

    /** Creates a Pending request and returns its id. */
    String newRequest(String template) {
        UUID uuid = new ProfileTemplateRepository(store)
                .findNewest(template)
                .orElseThrow()
                .id();
        return id(post(
                "requester",
                "/requests",
                "{\"datacollection\":[],\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + uuid
                        + "\",\"comment\":\"\"}"));
    }

    /** Marks the card issued in the database. */
    void markIssued(ExecutingRequest executing) {
        CardRepository cards = new CardRepository(store);
        Card card = cards.find(executing.card()).orElseThrow();
        for (ProvisioningState next :
                List.of(ProvisioningState.PIN_SENT, ProvisioningState.KEY_CONFIRMED, ProvisioningState.ISSUED)) {
            card = card.withStatus(card.status(), next);
        }
        Card issued = card.withStatus(CardStatus.ACTIVE, ProvisioningState.ISSUED);
        StatementBatch.singleUpdate(store, statements -> cards.save(Set.of(issued), statements));
    }

    private static String id(HttpReply created) {
        return created.body().replaceAll("^\"api/v1.0/\\w+/|\"$", "");
    }

    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    HttpReply requestToken(String user, String password) {
        return send(request("POST", "/token", null).header("Authorization", basic(user, password)));
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
    }

    private synchronized String token(String user) {
        return tokens.computeIfAbsent(
                user, name -> String.valueOf(requestToken(name, PASSWORD).json().get("access_token")));
    }
}

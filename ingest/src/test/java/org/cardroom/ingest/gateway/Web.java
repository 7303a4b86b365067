package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.cardroom.domain.user.UserRole;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.ingest.gateway.access.AccessSettings;
import org.cardroom.ingest.gateway.access.Passwords;
import org.cardroom.lab.servers.Servers;

/** One gateway for many tests, with a user of each role, and what speaks to it as one of them. */
final class Web implements AutoCloseable {
    static final String BASE = "/CertificateManagement/api/v1.0";
    private static final String PASSWORD = "correct horse";
    private static Web shared;

    final FakeProcessors processors = new FakeProcessors();
    final Database store = Database.open(Servers.shared().freshDatabase(), null, null);
    final Gateway gateway;
    private final HttpClient client;
    private final Map<String, String> tokens = new TreeMap<>();

    /** What came back. */
    record Said(int status, Map<String, String> headers, String body) {
        /** The body, where it is an object of texts and numbers. */
        Map<?, ?> json() {
            return MessageJson.read(body.getBytes(StandardCharsets.UTF_8), Map.class);
        }

        String code() {
            return String.valueOf(json().get("code"));
        }
    }

    /** With these settings, reached by this client. */
    Web(AccessSettings access, boolean pinReading, Optional<GatewaySettings.Tls> tls, HttpClient client) {
        this.client = client;
        loadTemplates();
        Passwords passwords = new Passwords(store);
        for (UserRole role : UserRole.values()) {
            passwords.add(role.name().toLowerCase(Locale.ROOT), PASSWORD.toCharArray(), Set.of(role));
        }
        passwords.add("everybody", PASSWORD.toCharArray(), Set.of(UserRole.values()));
        gateway = Gateway.start(
                new GatewaySettings("gateway-1", InetAddress.getLoopbackAddress(), 0, tls, access, pinReading),
                store,
                processors,
                Clock.systemUTC());
    }

    private void loadTemplates() {
        try (InputStream in = Web.class.getResourceAsStream("/gateway-templates.json")) {
            ProfileTemplate[] sample = MessageJson.read(in.readAllBytes(), ProfileTemplate[].class);
            ProfileTemplateRepository templates = new ProfileTemplateRepository(store);
            store.inTransaction()
                    .execute(status -> Stream.of(sample).map(templates::saveVersion).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertRefused(Said said, int status, String code) {
        assertThat(said.code()).isEqualTo(code);
        assertThat(said.status()).isEqualTo(status);
    }

    /** One of a test's own, without TLS, that trusts this issuer. */
    static Web own(String issuer) {
        return new Web(new AccessSettings(issuer, "cardroom", 0), true, Optional.empty(), HttpClient.newHttpClient());
    }

    static synchronized Web shared() {
        if (shared == null) {
            shared = new Web(
                    new AccessSettings(null, "cardroom", 0), true, Optional.empty(), HttpClient.newHttpClient());
        }
        shared.processors.giveAgain();
        return shared;
    }

    /** A GET below the base path, by this user. */
    Said get(String user, String path) {
        return send(user, "GET", BASE + path, null);
    }

    Said post(String user, String path, String json) {
        return send(user, "POST", BASE + path, json);
    }

    Said put(String user, String path, String json) {
        return send(user, "PUT", BASE + path, json);
    }

    /** By this user with a token; by nobody if it is null. */
    Said send(String user, String method, String path, String json) {
        HttpRequest.Builder request = request(method, path, json);
        return send(user == null ? request : request.header("Authorization", "Bearer " + token(user)));
    }

    HttpRequest.Builder request(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.uri() + path));
        return json == null
                ? request.method(method, BodyPublishers.noBody())
                : request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
    }

    Said send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new Said(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request that is worked on, and its card. */
    record Work(String request, String smartcard, CardId card) {
        /** A secret operation, with the card's id and more. */
        String path(String operation, String more) {
            return "/requests/" + request + "/smartcards/" + smartcard + "/" + operation + "?cardid=" + card.hex()
                    + more;
        }
    }

    /** A new one for this template. */
    Work work(String template) {
        CardId card = new CardId(Challenge.random(16).hex());
        String request = approved(template);
        Said bound = post(
                "operator",
                "/smartcards",
                "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card.hex() + "\",\"atr\":\"3B8F80\"}");
        return new Work(request, id(bound), card);
    }

    /** The id of a new request that is approved. */
    String approved(String template) {
        String request = requested(template);
        put("approver", "/requests/" + request, "{\"status\":\"Approved\"}");
        return request;
    }

    /** The id of a new request that is not approved yet. */
    String requested(String template) {
        UUID uuid = new ProfileTemplateRepository(store).findNewest(template).orElseThrow().id();
        return id(post(
                "requester",
                "/requests",
                "{\"datacollection\":[],\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + uuid
                        + "\",\"comment\":\"\"}"));
    }

    /** As if its card were issued. */
    void issue(Work work) {
        CardRepository cards = new CardRepository(store);
        Card card = cards.find(work.card()).orElseThrow();
        for (ProvisioningState next : List.of(ProvisioningState.PIN_SENT, ProvisioningState.KEY_CONFIRMED, ProvisioningState.ISSUED)) {
            card = card.withStatus(card.status(), next);
        }
        cards.save(Set.of(card.withStatus(CardStatus.ACTIVE, ProvisioningState.ISSUED)));
    }

    private static String id(Said created) {
        return created.body().replaceAll("^\"api/v1.0/\\w+/|\"$", "");
    }

    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    Said askToken(String user, String password) {
        return send(request("POST", "/token", null).header("Authorization", basic(user, password)));
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
    }

    private synchronized String token(String user) {
        return tokens.computeIfAbsent(
                user, name -> String.valueOf(askToken(name, PASSWORD).json().get("access_token")));
    }
}

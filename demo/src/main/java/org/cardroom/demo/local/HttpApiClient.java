package org.cardroom.demo.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardroom.events.command.EnvironmentException;

/** A client of the HTTP API with one user's bearer token. Thread-safe. */
public final class HttpApiClient {
    private static final String BASE = "/CertificateManagement/api/v1.0";
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final HttpClient http;
    private final URI root;
    private final String authorization;

    private HttpApiClient(HttpClient http, URI root, String authorization) {
        this.http = http;
        this.root = root;
        this.authorization = authorization;
    }

    /** A response; status 0 if there was none. */
    public record HttpResult(int status, String body) {
        /** Returns the body without quotes. */
        public String text() {
            return body.replace("\"", "");
        }

        /** Returns the identifier at the end of the path in the body. */
        public String id() {
            return text().replaceAll(".*/", "");
        }
    }

    /** Requests a token for this user; throws EnvironmentException if the gateway gives none. */
    public static HttpApiClient login(URI root, String user, String password) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/token"))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        Matcher token =
                TOKEN.matcher(new HttpApiClient(http, root, "").send(request).body());
        if (!token.find()) {
            throw new EnvironmentException("the gateway gives no token to " + user);
        }
        return new HttpApiClient(http, root, "Bearer " + token.group(1));
    }

    public HttpResult get(String path) {
        return send(request(path).GET().build());
    }

    public CompletableFuture<HttpResult> getAsync(String path) {
        return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null ? toResult(response) : new HttpResult(0, ""));
    }

    public HttpResult post(String path, String json) {
        return send(
                withJson(path).POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    public HttpResult put(String path, String json) {
        return send(
                withJson(path).PUT(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    private HttpRequest.Builder withJson(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(BASE + path)).timeout(BOUND).header("Authorization", authorization);
    }

    private HttpResult send(HttpRequest request) {
        try {
            return toResult(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return new HttpResult(0, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    private static HttpResult toResult(HttpResponse<String> response) {
        return new HttpResult(response.statusCode(), response.body());
    }
}

package org.cardroom.room.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cardroom.events.message.Json;

/** Speaks to the HTTP API as a client that was written for it, as users of one password. */
final class ApiClient {
    private static final String BASE = "/CertificateManagement/api/v1.0";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final URI root;
    private final String password;

    ApiClient(URI root, String password) {
        this.root = root;
        this.password = password;
    }

    /** What came back. */
    record Said(int status, String body) {
        /** The JSON string that it is. */
        String text() {
            return Json.read(body.getBytes(StandardCharsets.UTF_8), String.class);
        }

        /** The identifier at the end of the path that it is. */
        String id() {
            return text().replaceAll(".*/", "");
        }
    }

    Said get(String user, String path) {
        return send(as(user, path).GET().build());
    }

    Said put(String user, String path, String body) {
        return send(as(user, path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Said post(String user, String path, String body) {
        return send(as(user, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder as(String user, String path) {
        return HttpRequest.newBuilder(root.resolve(BASE + path))
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(user, this::token));
    }

    private String token(String user) {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Said said = send(HttpRequest.newBuilder(root.resolve("/token"))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        return said.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private Said send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Said(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

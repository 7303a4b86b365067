package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP client sends, over a raw socket. */
class MalformedHttpRequestTest {
    private static final String REQUESTS = "/certificatemanagement/api/v1.0/requests";

    private final GatewayFixture fixture = GatewayFixture.shared();

    @ParameterizedTest
    @CsvSource({
        "GET /error, 404, no_such_path",
        "GET /certificatemanagement/api/v1.0/requests/, 404, no_such_path",
        "GET /certificatemanagement/api/v1.0//requests, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests;x=1, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests/%2e%2e/smartcards, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests/%00, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests/%zz, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests?status=%ff, 400, malformed_request",
        "GET /certificatemanagement/api/v1.0/requests?status=%zz, 400, malformed_request",
        "GET  \u00e4, 400, malformed_request",
        "BREW /certificatemanagement/api/v1.0/requests, 400, malformed_request",
        "TRACE /certificatemanagement/api/v1.0/requests, 405, method_not_allowed",
        "PATCH /certificatemanagement/api/v1.0/requests, 405, method_not_allowed",
        "OPTIONS /certificatemanagement/api/v1.0/requests, 403, forbidden"
    })
    void answersMalformedRequestsWithProblemJson(String line, int status, String code) throws IOException {
        assertThat(say(line))
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json", "\"code\":\"" + code + "\"")
                .doesNotContain("Exception", "at org.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | application/x-www-form-urlencoded | Content-Length: 200000000",
                "PUT | application/x-www-form-urlencoded | Transfer-Encoding: chunked",
                "PATCH | application/x-www-form-urlencoded | Content-Length: 200000000",
                "DELETE | application/x-www-form-urlencoded | Transfer-Encoding: chunked",
                "POST | application/x-www-form-urlencoded | Content-Length: 200000000",
                "POST | application/x-www-form-urlencoded | Content-Length: 1000000",
                "POST | multipart/form-data; boundary=x | Content-Length: 200000000",
                "POST | multipart/form-data; boundary=x | Transfer-Encoding: chunked",
                "PUT | application/json | Content-Length: 200000000",
                "GET | application/x-www-form-urlencoded | Content-Length: 200000000"
            })
    void readsNoBodyOfACallerWhoIsNotAuthenticated(String method, String type, String framing) throws IOException {
        for (String path : List.of(REQUESTS, "/health", "/no/such/path")) {
            String head =
                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + framing;
            assertThat(statusLine(head)).as(path).matches("HTTP/1.1 (200|401|404|405|413|415)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/openapi.json", REQUESTS, "/no/such/path"})
    void answersAPreflightAsARequestThatIsNotAllowed(String path) throws IOException {
        String head = "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://example.org\r\n"
                + "Access-Control-Request-Method: PUT";
        assertThat(statusLine(head)).isEqualTo("HTTP/1.1 401");
        assertThat(statusLine(head + "\r\nAuthorization: " + GatewayFixture.basic("auditor", "correct horse")))
                .isEqualTo("HTTP/1.1 403");
    }

    /** Sends a request without its body; returns version and status of the response. */
    private String statusLine(String head) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.UTF_8);
        }
    }

    /** Sends a raw request and returns the whole response. */
    private String say(String line) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + GatewayFixture.basic("auditor", "correct horse") + "\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(fixture.gateway.uri().getHost(), fixture.gateway.uri().getPort());
    }
}

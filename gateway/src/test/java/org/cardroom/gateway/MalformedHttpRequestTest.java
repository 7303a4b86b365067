package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no HTTP client sends, over a raw socket. */
class MalformedHttpRequestTest {
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

    /** Sends a raw request and returns the whole response. */
    private String say(String line) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + GatewayFixture.basic("auditor", "correct horse") + "\r\n\r\n";
        try (Socket socket = new Socket(
                fixture.gateway.uri().getHost(), fixture.gateway.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

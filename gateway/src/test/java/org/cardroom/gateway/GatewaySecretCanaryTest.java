package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.cardroom.testkit.logging.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret, challenge, password or token is logged at any level, in success or failure. */
class GatewaySecretCanaryTest {
    private static final String[] NEEDLES = {
        "F0Zudm4wPLY",
        "1hFD",
        "D61143F9CCFFD2CA",
        "271828",
        "A".repeat(32),
        "correct horse",
        "eyJ",
        "Y29ycmVjdCBob3JzZQ"
    };

    private final GatewayFixture fixture = GatewayFixture.shared();
    private final ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
    private LogCapture logs;

    @BeforeEach
    void capture() {
        logs = new LogCapture();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private List<String> accesses() {
        return logs.lines().stream()
                .filter(line -> line.startsWith("cardroom.access "))
                .toList();
    }

    private HttpReply answer(String more) {
        return fixture.get("officer", executing.path("authenticationresponse", "&challenge=1hFD%2Bcz%2F0so%3D" + more));
    }

    @Test
    void logsNoSecret() {
        answer("&diversified=false");
        answer("&diversified=maybe");
        fixture.get("officer", executing.path("serverproposedpin", ""));
        fixture.get("officer", executing.path("diversifiedkey", ""));
        fixture.requestToken("officer", "correct horse");
        fixture.requestToken("nobody", "correct horse");
        fixture.get("officer", "/1hFD+cz/0so=/271828");
        fixture.secretClient.stopAnswering();
        answer("&diversified=false");
        await().untilAsserted(() -> assertThat(accesses()).hasSizeGreaterThanOrEqualTo(8));
        assertThat(logs.lines()).noneMatch(line -> List.of(NEEDLES).stream().anyMatch(line::contains));
    }

    @Test
    void logsEachRequestWithItsPathPattern() {
        HttpReply reply = answer("&diversified=false");
        String id = reply.headers().get("X-Correlation-Id");
        await().untilAsserted(() -> assertThat(accesses())
                .filteredOn(line -> line.contains(id))
                .singleElement()
                .asString()
                .matches("cardroom.access GET /CertificateManagement/api/v1.0/requests/\\{reqid}/smartcards/\\{id}"
                        + "/authenticationresponse 200 \\d+ ms " + id));
    }
}

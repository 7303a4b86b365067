package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret, challenge, password or token is logged at any level, whatever goes well or wrong. */
class CanaryTest {
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

    private final Web web = Web.shared();
    private final Work work = web.work("gids-letter");
    private Captured captured;

    @BeforeEach
    void capture() {
        captured = new Captured();
    }

    @AfterEach
    void close() {
        captured.close();
    }

    private List<String> accesses() {
        return captured.lines().stream()
                .filter(line -> line.startsWith("cardroom.access "))
                .toList();
    }

    private Said answer(String more) {
        return web.get("officer", work.path("authenticationresponse", "&challenge=1hFD%2Bcz%2F0so%3D" + more));
    }

    @Test
    void logsNoSecret() {
        answer("&diversified=false");
        answer("&diversified=maybe");
        web.get("officer", work.path("serverproposedpin", ""));
        web.get("officer", work.path("diversifiedkey", ""));
        web.askToken("officer", "correct horse");
        web.askToken("nobody", "correct horse");
        web.get("officer", "/1hFD+cz/0so=/271828");
        web.processors.goAway();
        answer("&diversified=false");
        await().untilAsserted(() -> assertThat(accesses()).hasSizeGreaterThanOrEqualTo(8));
        assertThat(captured.lines()).noneMatch(line -> List.of(NEEDLES).stream().anyMatch(line::contains));
    }

    @Test
    void logsEachRequestWithItsPathAsItIsMapped() {
        Said said = answer("&diversified=false");
        String id = said.headers().get("X-Correlation-Id");
        await().untilAsserted(() -> assertThat(accesses())
                .filteredOn(line -> line.contains(id))
                .singleElement()
                .asString()
                .matches("cardroom.access GET /CertificateManagement/api/v1.0/requests/\\{reqid}/smartcards/\\{id}"
                        + "/authenticationresponse 200 \\d+ ms " + id + " "));
    }
}

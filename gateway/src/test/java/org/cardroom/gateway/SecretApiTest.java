package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecretApiTest {
    private static final String CHALLENGE = "&challenge=1hFD%2Bcz%2F0so%3D";
    private static final String ANSWER = "authenticationresponse";
    private static final String BOTH = CHALLENGE + "&diversified=False";

    private final GatewayFixture fixture = GatewayFixture.shared();
    private final ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");

    private HttpReply get(String operation, String more) {
        return fixture.get("officer", executing.path(operation, more));
    }

    private List<String> audit() {
        return JdbcClient.create(fixture.store.dataSource())
                .sql("SELECT description FROM audit WHERE subject = ? ORDER BY number")
                .param("card " + executing.card())
                .query(String.class)
                .list();
    }

    @Test
    void reproducesTheWorkedExample() {
        HttpReply reply = get(ANSWER, BOTH);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("\"F0Zudm4wPLY=\"");
        assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
        assertThat(reply.headers().get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void acceptsBothFormsOfTheCardId() {
        String guid = executing
                .path(ANSWER, BOTH)
                .replace(executing.card().hex(), executing.card().guid());
        assertThat(fixture.get("officer", guid).body()).isEqualTo("\"F0Zudm4wPLY=\"");
    }

    @Test
    void acceptsPathAndValuesInAnyCase() {
        String odd = "/certificatemanagement/API/v1.0/Requests/"
                + executing.request().toUpperCase(Locale.ROOT)
                + "/SmartCards/" + executing.smartcard().toUpperCase(Locale.ROOT) + "/AuthenticationResponse?cardid="
                + executing.card().guid().toUpperCase(Locale.ROOT) + CHALLENGE + "&diversified=TRUE";
        assertThat(fixture.send("officer", "GET", odd, null).body()).isEqualTo("\"F0Zudm4wPLY=\"");
    }

    @ParameterizedTest
    @CsvSource({"authenticationresponse, answer", "diversifiedkey, key", "serverproposedpin, PIN"})
    void auditsEachAccess(String operation, String what) {
        assertThat(get(operation, BOTH).status()).isEqualTo(200);
        assertThat(audit()).last().asString().startsWith(what + " asked for by officer (");
    }

    @Test
    void returnsTheKeyInBase64() {
        HttpReply reply = get("diversifiedkey", "");
        assertThat(reply.body()).isEqualTo("\"" + "A".repeat(32) + "\"");
        assertThat(reply.headers().get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void returnsThePinUnderBothPaths() {
        String shorter = "/smartcards/" + executing.smartcard() + "/serverproposedpin?atr=&cardid="
                + executing.card().guid();
        for (HttpReply reply : List.of(get("serverproposedpin", CHALLENGE), fixture.get("officer", shorter))) {
            assertThat(reply.body()).isEqualTo("\"271828\"");
            assertThat(reply.headers().get("Cache-Control")).isEqualTo("no-store");
        }
        assertThat(fixture.secretClient.receivedSubjects())
                .allMatch(about -> about.request().toString().equals(executing.request()));
    }

    @Test
    void auditsTheCallerBeforeAskingTheProcessors() {
        List<String> before = new ArrayList<>();
        fixture.secretClient.onRequest(() -> before.addAll(audit()));
        get("serverproposedpin", "");
        assertThat(before).last().asString().startsWith("PIN asked for by officer (");
        assertThat(fixture.secretClient.receivedSubjects()).extracting("caller").containsExactly("officer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "operator", "auditor"})
    void refusesCallersWhoAreNotOfficers(String user) {
        for (String operation : List.of(ANSWER, "diversifiedkey", "serverproposedpin")) {
            GatewayFixture.assertRefused(fixture.get(user, executing.path(operation, BOTH)), 403, "forbidden");
        }
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    @Test
    void refusesAndAuditsAnotherCard() {
        String other = executing.path(ANSWER, BOTH).replace(executing.card().hex(), "0".repeat(32));
        GatewayFixture.assertRefused(fixture.get("officer", other), 403, "other_card");
        assertThat(audit())
                .last()
                .asString()
                .startsWith("answer refused: another card or request was named by officer");
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    @Test
    void refusesTheCardOfAnotherRequest() {
        ExecutingRequest other = fixture.newExecutingRequest("gids-letter");
        ExecutingRequest mixed = new ExecutingRequest(other.request(), executing.smartcard(), executing.card());
        GatewayFixture.assertRefused(fixture.get("officer", mixed.path(ANSWER, BOTH)), 403, "other_card");
    }

    /** Otherwise HEAD would count as an attempt. */
    @Test
    void isNotRequestedByHead() {
        HttpReply reply = fixture.send(
                fixture.request("HEAD", GatewayFixture.BASE + executing.path("authenticationresponse", CHALLENGE), null)
                        .header("Authorization", GatewayFixture.basic("officer", "correct horse")));
        assertThat(reply.status()).isEqualTo(405);
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    @Test
    void returnsNothingForAnUnknownRequestOrCard() {
        String none = UUID.randomUUID().toString();
        for (ExecutingRequest unknown : List.of(
                new ExecutingRequest(none, executing.smartcard(), executing.card()),
                new ExecutingRequest(executing.request(), none, executing.card()))) {
            HttpReply reply = fixture.get("officer", unknown.path(ANSWER, BOTH));
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void refusesSecretsOfAnIssuedCard() {
        fixture.markIssued(executing);
        GatewayFixture.assertRefused(get("serverproposedpin", ""), 403, "card_state");
    }

    @Test
    void returnsSecretsForAReasonIfNotExecuting() {
        JdbcClient.create(fixture.store.dataSource())
                .sql("UPDATE request SET status = " + RequestStatus.FAILED.number() + " WHERE id = ?::uuid")
                .param(executing.request())
                .update();
        GatewayFixture.assertRefused(get("diversifiedkey", ""), 403, "request_state");
        HttpReply reply =
                fixture.send(fixture.request("GET", GatewayFixture.BASE + executing.path("diversifiedkey", ""), null)
                        .header("Authorization", GatewayFixture.basic("officer", "correct horse"))
                        .header("X-Reason", "card found in a drawer"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(audit()).last().asString().startsWith("key asked for because: card found in a drawer by officer");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "USERS_PIN", "KEY_FIXED"})
    void returnsNothingIfTheProcessorsHaveNothing(RejectionReason reason) {
        fixture.secretClient.denyWith(reason);
        assertThat(get("serverproposedpin", "").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_EXECUTING, request_state",
        "WORKED_BY_AGENT, worked_by_agent",
        "TRIES_SPENT, tries_spent",
        "NOT_PUT_YET, not_put_yet",
        "SET_ASIDE, card_state",
        "HELD_BACK, unusable"
    })
    void reportsWhyTheProcessorsRefuse(RejectionReason reason, String code) {
        fixture.secretClient.denyWith(reason);
        GatewayFixture.assertRefused(get(ANSWER, BOTH), 403, code);
    }

    @Test
    void asksToRetryIfNoProcessorAnswers() {
        fixture.secretClient.stopAnswering();
        HttpReply reply = get(ANSWER, BOTH);
        GatewayFixture.assertRefused(reply, 503, "no_processor");
        assertThat(reply.headers()).containsEntry("Retry-After", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "'&challenge=z6piEYu9JQ%3D%3D&diversified=false', bad_challenge_length, challenge",
        "'&challenge=CFAA62118BBD25&diversified=false', bad_base64, challenge",
        "'&challenge=AAAAAAAAAAAAAAAAAAAAAA%3D%3D&diversified=false', bad_challenge_length, challenge",
        "'&challenge=1hFD+cz%2F0so%3D&diversified=false', plus_not_encoded, challenge",
        "'&challenge=1hFD%2Bcz%2F0so&diversified=false', bad_base64, challenge",
        "'&challenge=1hFD%2Bcz%2F0sp%3D&diversified=false', bad_base64, challenge",
        "'&challenge=!&diversified=false', bad_base64, challenge",
        "'&challenge=&diversified=false', parameter_missing, challenge",
        "'&diversified=false', parameter_missing, challenge",
        "'&challenge=1hFD%2Bcz%2F0so%3D', parameter_missing, diversified",
        "'&challenge=1hFD%2Bcz%2F0so%3D&diversified=on', bad_boolean, diversified",
        "'&challenge=1hFD%2Bcz%2F0so%3D&diversified=', parameter_missing, diversified",
        "'&challenge=1hFD%2Bcz%2F0so%3D&diversified=true&diversified=true', parameter_twice, diversified",
        "'&challenge=1hFD%2Bcz%2F0so%3D&diversified=true&atr=3B8', bad_hex, atr",
        "'&challenge=1hFD%2Bcz%2F0so%3D&diversified=true&atr=xyz0', bad_hex, atr",
        "'&cardid=1', parameter_twice, cardid"
    })
    void reportsTheInvalidParameter(String more, String code, String parameter) {
        HttpReply reply = get(ANSWER, more);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo(parameter);
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    @Test
    void refusesAPlusThatIsNotEncoded() {
        assertThat(get(ANSWER, "&challenge=1hFD+cz%2F0so%3D&diversified=false").body())
                .contains("%2B");
    }

    @ParameterizedTest
    @CsvSource({"0, bad_hex", "'', parameter_missing", "%7Bbc88f13f-83ba-4037-8262-46eba1291c6e%7D, bad_guid"})
    void refusesAnInvalidCardId(String cardId, String code) {
        String path =
                executing.path("diversifiedkey", "").replace(executing.card().hex(), cardId);
        GatewayFixture.assertRefused(fixture.get("officer", path), 400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "smartcard"})
    void refusesBracesAroundAGuid(String which) {
        String id = which.equals("request") ? executing.request() : executing.smartcard();
        String path = executing.path(ANSWER, BOTH).replace(id, "%7B" + id + "%7D");
        HttpReply reply = fixture.get("officer", path);
        GatewayFixture.assertRefused(reply, 400, "bad_guid");
        assertThat(reply.json().get("parameter")).isEqualTo(which.equals("request") ? "reqid" : "id");
    }

    @Test
    void refusesAnInvalidReason() {
        HttpReply reply =
                fixture.send(fixture.request("GET", GatewayFixture.BASE + executing.path("diversifiedkey", ""), null)
                        .header("Authorization", GatewayFixture.basic("officer", "correct horse"))
                        .header("X-Reason", "x".repeat(201)));
        GatewayFixture.assertRefused(reply, 400, "bad_value");
        assertThat(reply.json().get("parameter")).isEqualTo("X-Reason");
    }

    @Test
    void refusesALongQuery() {
        GatewayFixture.assertRefused(get("diversifiedkey", "&x=" + "y".repeat(5000)), 400, "query_too_long");
    }

    @Test
    void refusesAQueryOfAMegabyte() {
        HttpReply reply = get("diversifiedkey", "&x=" + "y".repeat(1_000_000));
        GatewayFixture.assertRefused(reply, 400, "malformed_request");
        assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    @Test
    void repeatsNoValueThatWasSent() {
        assertThat(get(ANSWER, "&challenge=SECRETSECRET!&diversified=perhaps").body())
                .doesNotContain("SECRET", "perhaps", "Exception", "at org.");
    }
}

package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartcardApiTest {
    private static final String FIELDS = "[Uuid, Status, Flags, ParentSmartcardUuid, PrimarySmartcardUuid,"
            + " PermanentSmartcardUuid, AssignedUserUuid, ProfileTemplateUuid, ProfileTemplateVersion, Comment,"
            + " SerialNumber, Middleware, Atr]";

    private final GatewayFixture fixture = GatewayFixture.shared();

    private HttpReply bind(String request, String card) {
        return fixture.post(
                "operator", "/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}");
    }

    private HttpReply set(ExecutingRequest executing, String status) {
        String path = "/requests/" + executing.request() + "/smartcards/" + executing.smartcard();
        return fixture.put("operator", path, "{\"status\":\"" + status + "\"}");
    }

    private ExecutingRequest issued() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        fixture.markIssued(executing);
        return executing;
    }

    private String operations(ExecutingRequest executing) {
        return fixture.get("operator", "/smartcards/" + executing.smartcard() + "/operations")
                .body();
    }

    @Test
    void showsTheBoundCard() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        HttpReply reply = fixture.get("auditor", "/smartcards/" + executing.smartcard());
        assertThat(reply.json().keySet()).hasToString(FIELDS);
        assertThat(reply.json())
                .extracting("Uuid", "Status", "SerialNumber", "Atr", "ProfileTemplateVersion")
                .containsExactly(
                        executing.smartcard(), 1, "{" + executing.card().guid() + "}", "3b8f80", 1);
        assertThat(fixture.get("auditor", "/requests/" + executing.request()).json())
                .extracting("Status", "NewSmartcardUuid")
                .containsExactly(18, executing.smartcard());
    }

    @Test
    void neverActivatesACardThatWasSetAside() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        CardRepository cards = new CardRepository(fixture.store);
        Card card = cards.find(executing.card()).orElseThrow();
        Card next = card.withStatus(card.status(), ProvisioningState.SET_ASIDE);
        StatementBatch.singleUpdate(fixture.store, statements -> cards.save(Set.of(next), statements));
        assertThat(operations(executing)).isEqualTo("[\"retire\"]");
        GatewayFixture.assertRefused(set(executing, "Active"), 409, "state_conflict");
        assertThat(set(executing, "Retired").status()).isEqualTo(200);
        assertThat(operations(executing)).isEqualTo("[]");
    }

    @Test
    void findsACardByBothFormsOfItsId() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        String byHex = fixture.get(
                        "auditor", "/smartcards?cardid=" + executing.card().hex())
                .body();
        assertThat(byHex).startsWith("[{\"Uuid\":\"" + executing.smartcard());
        assertThat(fixture.get(
                                "auditor",
                                "/smartcards?cardid=" + executing.card().guid())
                        .body())
                .isEqualTo(byHex);
        assertThat(fixture.get("auditor", "/smartcards?cardid=" + "0".repeat(32))
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void bindsNoOtherCardToAnExecutingRequest() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        GatewayFixture.assertRefused(bind(executing.request(), "1".repeat(32)), 409, "state_conflict");
    }

    @Test
    void bindsTheSameCardAgainWithTheSameResult() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        HttpReply again = bind(executing.request(), executing.card().guid());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo("\"api/v1.0/smartcards/" + executing.smartcard() + "\"");
    }

    @Test
    void bindsNoCardToAnUnknownRequest() {
        HttpReply reply = bind("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099", "2".repeat(32));
        GatewayFixture.assertRefused(reply, 400, "bad_value");
        assertThat(reply.json().get("parameter")).isEqualTo("requestid");
    }

    @Test
    void bindsNoCardBeforeTheRequestIsApproved() {
        HttpReply reply = bind(fixture.newRequest("gids-letter"), "3".repeat(32));
        GatewayFixture.assertRefused(reply, 409, "state_conflict");
        assertThat(reply.json().get("parameter")).isEqualTo("requestid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "auditor"})
    void isBoundByOperatorsAndOfficers(String user) {
        GatewayFixture.assertRefused(fixture.post(user, "/smartcards", "{}"), 403, "forbidden");
    }

    @Test
    void leavesPivCardsToAgents() {
        HttpReply reply = bind(fixture.newApprovedRequest("piv-letter"), "4".repeat(32));
        GatewayFixture.assertRefused(reply, 409, "state_conflict");
        assertThat(reply.json().get("parameter")).isEqualTo("requestid");
    }

    @Test
    void bindsNoCardThatIsInUse() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        HttpReply reply =
                bind(fixture.newApprovedRequest("gids-letter"), executing.card().hex());
        GatewayFixture.assertRefused(reply, 409, "state_conflict");
        assertThat(reply.json().get("parameter")).isEqualTo("cardid");
    }

    @ParameterizedTest
    @CsvSource({
        "requestid, '{\"cardid\":\"00000000000000000000000000000000\"}', parameter_missing",
        "cardid, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\"}', parameter_missing",
        "cardid, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\",\"cardid\":\"\"}', parameter_missing",
        "cardid, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\",\"cardid\":\"0\"}', bad_hex",
        "cardid, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\",\"cardid\":\"{x}\"}', bad_guid",
        "requestid, '{\"requestid\":5}', wrong_type",
        "requestid, '{\"requestid\":\"{a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099}\"}', bad_guid",
        "cardid, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\",\"cardid\":[]}', wrong_type",
        "atr, '{\"requestid\":\"a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099\",\"cardid\":\"00000000000000000000000000000000\","
                + "\"atr\":\"3B8\"}', bad_hex"
    })
    void reportsTheInvalidField(String field, String body, String code) {
        HttpReply reply = fixture.post("operator", "/smartcards", body);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo(field);
    }

    @Test
    void doesNotChangeACardThatIsBeingWritten() {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        assertThat(operations(executing)).isEqualTo("[]");
        GatewayFixture.assertRefused(set(executing, "Retired"), 409, "state_conflict");
    }

    @Test
    void changesTheStatusOfAnIssuedCard() {
        ExecutingRequest executing = issued();
        assertThat(operations(executing)).isEqualTo("[\"disable\",\"retire\",\"suspend\"]");
        assertThat(set(executing, "suspended").json().get("Status")).isEqualTo(5);
        assertThat(operations(executing)).isEqualTo("[\"reinstate\",\"retire\"]");
        assertThat(set(executing, "Active").json().get("Status")).isEqualTo(2);
        assertThat(set(executing, "Retired").json().get("Status")).isEqualTo(6);
        GatewayFixture.assertRefused(set(executing, "Active"), 409, "state_conflict");
        assertThat(operations(executing)).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', parameter_missing",
        "'{\"status\":2}', wrong_type",
        "'{\"status\":\"Broken\"}', bad_value",
        "'{\"status\":\"\"}', bad_value"
    })
    void refusesAnUnknownStatus(String body, String code) {
        ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");
        HttpReply reply = fixture.put(
                "operator", "/requests/" + executing.request() + "/smartcards/" + executing.smartcard(), body);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo("status");
    }

    @ParameterizedTest
    @CsvSource({"'', parameter_missing", "?cardid=, parameter_missing", "?cardid=0, bad_hex", "?cardid=1-1, bad_guid"})
    void refusesASearchWithoutACardId(String query, String code) {
        HttpReply reply = fixture.get("auditor", "/smartcards" + query);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo("cardid");
    }

    @Test
    void returnsNothingForAnUnknownCard() {
        ExecutingRequest none = new ExecutingRequest(
                fixture.newRequest("gids-letter"), UUID.randomUUID().toString(), null);
        assertThat(set(none, "Retired").status()).isEqualTo(404);
        assertThat(fixture.get("auditor", "/smartcards/" + none.smartcard()).status())
                .isEqualTo(204);
        assertThat(fixture.get("auditor", "/smartcards/" + none.smartcard() + "/operations")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void refusesToSetACardOfAnotherRequest() {
        ExecutingRequest executing = issued();
        ExecutingRequest other = issued();
        GatewayFixture.assertRefused(
                set(new ExecutingRequest(other.request(), executing.smartcard(), executing.card()), "Retired"),
                403,
                "other_card");
    }

    @Test
    void isSetByOperatorsOnly() {
        ExecutingRequest executing = issued();
        String path = "/requests/" + executing.request() + "/smartcards/" + executing.smartcard();
        GatewayFixture.assertRefused(fixture.put("officer", path, "{\"status\":\"Retired\"}"), 403, "forbidden");
    }
}

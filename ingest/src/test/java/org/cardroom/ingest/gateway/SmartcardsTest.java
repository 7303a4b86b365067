package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartcardsTest {
    private static final String FIELDS = "[Uuid, Status, Flags, ParentSmartcardUuid, PrimarySmartcardUuid,"
            + " PermanentSmartcardUuid, AssignedUserUuid, ProfileTemplateUuid, ProfileTemplateVersion, Comment,"
            + " SerialNumber, Middleware, Atr]";

    private final Web web = Web.shared();

    private Said bind(String request, String card) {
        return web.post("operator", "/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}");
    }

    private Said set(Work work, String status) {
        String path = "/requests/" + work.request() + "/smartcards/" + work.smartcard();
        return web.put("operator", path, "{\"status\":\"" + status + "\"}");
    }

    private Work issued() {
        Work work = web.work("gids-letter");
        web.issue(work);
        return work;
    }

    private String operations(Work work) {
        return web.get("operator", "/smartcards/" + work.smartcard() + "/operations")
                .body();
    }

    @Test
    void showsTheCardThatWasBound() {
        Work work = web.work("gids-letter");
        Said said = web.get("auditor", "/smartcards/" + work.smartcard());
        assertThat(said.json().keySet()).hasToString(FIELDS);
        assertThat(said.json())
                .extracting("Uuid", "Status", "SerialNumber", "Atr", "ProfileTemplateVersion")
                .containsExactly(work.smartcard(), 1, "{" + work.card().guid() + "}", "3b8f80", 1);
        assertThat(web.get("auditor", "/requests/" + work.request()).json())
                .extracting("Status", "NewSmartcardUuid")
                .containsExactly(18, work.smartcard());
    }

    @Test
    void neverActivatesACardThatWasSetAside() {
        Work work = web.work("gids-letter");
        CardRepository cards = new CardRepository(web.store);
        Card card = cards.find(work.card()).orElseThrow();
        cards.save(Set.of(card.withStatus(card.status(), ProvisioningState.SET_ASIDE)));
        assertThat(operations(work)).isEqualTo("[\"retire\"]");
        Web.assertRefused(set(work, "Active"), 409, "state_conflict");
        assertThat(set(work, "Retired").status()).isEqualTo(200);
        assertThat(operations(work)).isEqualTo("[]");
    }

    @Test
    void findsACardByEitherFormOfItsId() {
        Work work = web.work("gids-letter");
        String byHex =
                web.get("auditor", "/smartcards?cardid=" + work.card().hex()).body();
        assertThat(byHex).startsWith("[{\"Uuid\":\"" + work.smartcard());
        assertThat(web.get("auditor", "/smartcards?cardid=" + work.card().guid())
                        .body())
                .isEqualTo(byHex);
        assertThat(web.get("auditor", "/smartcards?cardid=" + "0".repeat(32)).body())
                .isEqualTo("[]");
    }

    @Test
    void bindsNoOtherCardToARequestThatIsUnderWay() {
        Work work = web.work("gids-letter");
        Web.assertRefused(bind(work.request(), "1".repeat(32)), 409, "state_conflict");
    }

    @Test
    void bindsTheSameCardAgainToTheSameEnd() {
        Work work = web.work("gids-letter");
        Said again = bind(work.request(), work.card().guid());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo("\"api/v1.0/smartcards/" + work.smartcard() + "\"");
    }

    @Test
    void bindsNoCardToARequestThatIsNotThere() {
        Said said = bind("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099", "2".repeat(32));
        Web.assertRefused(said, 400, "bad_value");
        assertThat(said.json().get("parameter")).isEqualTo("requestid");
    }

    @Test
    void bindsNoCardBeforeTheRequestIsApproved() {
        Said said = bind(web.requested("gids-letter"), "3".repeat(32));
        Web.assertRefused(said, 409, "state_conflict");
        assertThat(said.json().get("parameter")).isEqualTo("requestid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "auditor"})
    void isBoundByThoseWhoHaveIt(String user) {
        Web.assertRefused(web.post(user, "/smartcards", "{}"), 403, "forbidden");
    }

    @Test
    void leavesPivCardsToAgents() {
        Said said = bind(web.approved("piv-letter"), "4".repeat(32));
        Web.assertRefused(said, 409, "state_conflict");
        assertThat(said.json().get("parameter")).isEqualTo("requestid");
    }

    @Test
    void bindsNoCardThatIsInUse() {
        Work work = web.work("gids-letter");
        Said said = bind(web.approved("gids-letter"), work.card().hex());
        Web.assertRefused(said, 409, "state_conflict");
        assertThat(said.json().get("parameter")).isEqualTo("cardid");
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
    void saysWhichFieldIsWrong(String field, String body, String code) {
        Said said = web.post("operator", "/smartcards", body);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo(field);
    }

    @Test
    void leavesACardAloneThatIsBeingWritten() {
        Work work = web.work("gids-letter");
        assertThat(operations(work)).isEqualTo("[]");
        Web.assertRefused(set(work, "Retired"), 409, "state_conflict");
    }

    @Test
    void takesAnIssuedCardThroughItsLife() {
        Work work = issued();
        assertThat(operations(work)).isEqualTo("[\"disable\",\"retire\",\"suspend\"]");
        assertThat(set(work, "suspended").json().get("Status")).isEqualTo(5);
        assertThat(operations(work)).isEqualTo("[\"reinstate\",\"retire\"]");
        assertThat(set(work, "Active").json().get("Status")).isEqualTo(2);
        assertThat(set(work, "Retired").json().get("Status")).isEqualTo(6);
        Web.assertRefused(set(work, "Active"), 409, "state_conflict");
        assertThat(operations(work)).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', parameter_missing",
        "'{\"status\":2}', wrong_type",
        "'{\"status\":\"Broken\"}', bad_value",
        "'{\"status\":\"\"}', bad_value"
    })
    void saysWhatIsNoStatus(String body, String code) {
        Work work = web.work("gids-letter");
        Said said = web.put("operator", "/requests/" + work.request() + "/smartcards/" + work.smartcard(), body);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo("status");
    }

    @ParameterizedTest
    @CsvSource({"'', parameter_missing", "?cardid=, parameter_missing", "?cardid=0, bad_hex", "?cardid=1-1, bad_guid"})
    void isNotFoundWithoutItsId(String query, String code) {
        Said said = web.get("auditor", "/smartcards" + query);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo("cardid");
    }

    @Test
    void returnsNothingForACardThatIsNotThere() {
        Work none = new Work(web.requested("gids-letter"), UUID.randomUUID().toString(), null);
        assertThat(set(none, "Retired").status()).isEqualTo(404);
        assertThat(web.get("auditor", "/smartcards/" + none.smartcard()).status())
                .isEqualTo(204);
        assertThat(web.get("auditor", "/smartcards/" + none.smartcard() + "/operations")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void setsNoCardOfAnotherRequest() {
        Work work = issued();
        Work other = issued();
        Web.assertRefused(set(new Work(other.request(), work.smartcard(), work.card()), "Retired"), 403, "other_card");
    }

    @Test
    void isSetByOperatorsOnly() {
        Work work = issued();
        String path = "/requests/" + work.request() + "/smartcards/" + work.smartcard();
        Web.assertRefused(web.put("officer", path, "{\"status\":\"Retired\"}"), 403, "forbidden");
    }
}

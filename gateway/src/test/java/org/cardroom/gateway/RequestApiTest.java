package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestApiTest {
    private static final String FIELDS = "Uuid, RequestType, Status, Flags, DataCollection, DataCollectionFlags,"
            + " OriginatorUserUuid, TargetUserUuid, Submitted, Completed, NewProfileUuid, OldProfileUuid,"
            + " NewSmartcardUuid, OldSmartcardUuid, Priority, Comment, ProfileTemplateUuid, SecurityDescriptor,"
            + " IsSmartcard, IsEnrollmentAgent, IsDataCollectionComplete";

    private final GatewayFixture fixture = GatewayFixture.shared();
    private final ProfileTemplateRepository.StoredTemplate gids = new ProfileTemplateRepository(fixture.store)
            .findNewest("gids-letter")
            .orElseThrow();

    private String body(String more) {
        return "{\"datacollection\":\"[]\",\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + gids.id()
                + "\",\"comment\":\"\"" + more + "}";
    }

    /** Returns the path of a new request. */
    private String make(String user, String more) {
        HttpReply reply = fixture.post(user, "/requests", body(more));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).matches("\"api/v1\\.0/requests/[-0-9a-f]{36}\"");
        return reply.body().replaceAll("\"(api/v1.0)?", "");
    }

    private HttpReply set(String user, String path, String status) {
        return fixture.put(user, path, "{\"status\":\"" + status + "\"}");
    }

    private void assertStatus(String path, int number) {
        assertThat(fixture.get("auditor", path).json().get("Status")).isEqualTo(number);
    }

    @Test
    void isPendingUntilAnotherUserApprovesIt() {
        String path = make("everybody", "");
        assertStatus(path, 16);
        GatewayFixture.assertRefused(set("everybody", path, "Approved"), 403, "four_eyes");
        GatewayFixture.assertRefused(set("operator", path, "Approved"), 403, "forbidden");
        assertStatus(path, 16);
        assertThat(set("approver", path, "Approved").status()).isEqualTo(200);
        assertStatus(path, 3);
    }

    @Test
    void isDeniedForGood() {
        String path = make("requester", "");
        assertThat(set("approver", path, "denied").json().get("Status")).isEqualTo(4);
        GatewayFixture.assertRefused(set("approver", path, "Approved"), 409, "state_conflict");
        assertStatus(path, 4);
    }

    @Test
    void isCanceledByItsRequester() {
        String path = make("requester", "");
        GatewayFixture.assertRefused(set("auditor", path, "Canceled"), 403, "forbidden");
        assertThat(set("requester", path, "Canceled").status()).isEqualTo(200);
        GatewayFixture.assertRefused(set("requester", path, "Canceled"), 409, "state_conflict");
    }

    @Test
    void isNotCompletedBeforeItIsExecuting() {
        String path = make("requester", "");
        set("approver", path, "Approved");
        GatewayFixture.assertRefused(set("operator", path, "Completed"), 409, "state_conflict");
        assertThat(set("operator", path, "Abandoned").json().get("Status")).isEqualTo(17);
    }

    @Test
    void showsEveryFieldOfTheContract() {
        Map<?, ?> shown = fixture.get("requester", make("requester", "")).json();
        assertThat(shown.keySet()).hasToString("[" + FIELDS + "]");
        assertThat(shown)
                .extracting("RequestType", "DataCollection", "Completed", "NewSmartcardUuid", "IsSmartcard")
                .containsExactly(1, List.of(), "0001-01-01T00:00:00", "00000000-0000-0000-0000-000000000000", true);
        assertThat(shown.get("Submitted").toString()).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"Reason\":\"VPN\"}]",
                "[{\"Name\":\"Reason\",\"Value\":\"VPN\"}]",
                "[{\"value\":\"VPN\",\"name\":\"Reason\"}]",
                "\"[{\\\"Reason\\\":\\\"VPN\\\"}]\""
            })
    void acceptsDataAsAnArrayAndInAString(String data) {
        HttpReply reply = fixture.post("requester", "/requests", body("").replace("\"[]\"", data));
        String path = reply.body().replaceAll("\"(api/v1.0)?", "");
        assertThat(fixture.get("requester", path).body())
                .contains("\"DataCollection\":[{\"Name\":\"Reason\",\"Value\":\"VPN\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\""})
    void acceptsAPriorityAsANumberAndInAString(String priority) {
        String path = make("requester", ",\"priority\":" + priority);
        assertThat(fixture.get("requester", path).json().get("Priority")).isEqualTo(7);
    }

    @Test
    void showsRequestersOnlyTheirOwn() {
        String own = make("requester", "");
        String others = make("everybody", "");
        GatewayFixture.assertRefused(fixture.get("requester", others), 403, "forbidden");
        String listed = fixture.get("requester", "/requests?status=pending").body();
        assertThat(listed).contains(own.substring(10)).doesNotContain(others.substring(10));
        assertThat(fixture.get("auditor", "/requests").body()).contains(own.substring(10), others.substring(10));
    }

    @Test
    void returnsAndSetsNothingForAnUnknownRequest() {
        String path = "/requests/" + gids.id();
        assertThat(fixture.get("auditor", path).status()).isEqualTo(204);
        GatewayFixture.assertRefused(set("operator", path, "Completed"), 404, "unknown");
    }

    @Test
    void isCreatedByRequestersOnly() {
        GatewayFixture.assertRefused(fixture.post("officer", "/requests", body("")), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"Enroll\"' | '\"Teleport\"' | bad_value | type",
                "'\"Enroll\"' | '\"Renew\"' | bad_value | type",
                "'\"Enroll\"' | 1 | wrong_type | type",
                "'\"Enroll\"' | null | parameter_missing | type",
                "'\"comment\":\"\"' | '\"comment\":[]' | wrong_type | comment",
                "'\"comment\":\"\"' | '\"priority\":10' | bad_value | priority",
                "'\"comment\":\"\"' | '\"priority\":1.5' | wrong_type | priority",
                "'\"comment\":\"\"' | '\"target\":\"{x}\"' | bad_guid | target",
                "'\"[]\"' | '\"[\"' | bad_json | datacollection",
                "'\"[]\"' | 5 | wrong_type | datacollection",
                "'\"[]\"' | '[{\"a\":1}]' | wrong_type | datacollection",
                "'\"[]\"' | '[{\"a\":\"\\u0000\"}]' | bad_value | datacollection",
                "'\"[]\"' | '[{\"a\":\"\\ud800\"}]' | bad_value | datacollection",
                "'\"comment\":\"\"' | '\"comment\":\"\\u0000\"' | bad_value | comment"
            })
    void reportsTheInvalidField(String was, String is, String code, String field) {
        HttpReply reply = fixture.post("requester", "/requests", body("").replace(was, is));
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "5", "{\"type\":\"Enroll\",\"type\":\"Enroll\"}", "null"})
    void refusesABodyThatIsNoObject(String body) {
        GatewayFixture.assertRefused(fixture.post("requester", "/requests", body), 400, "bad_json");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"status\":\"Executing\"}', bad_value",
        "'{\"status\":8}', wrong_type",
        "'{\"comment\":\"done\"}', parameter_missing"
    })
    void refusesAnInvalidStatus(String body, String code) {
        HttpReply reply = fixture.put("everybody", make("requester", ""), body);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo("status");
    }

    @ParameterizedTest
    @CsvSource({
        "status=16, bad_value, status",
        "status=Lost, bad_value, status",
        "targetuser=ada, bad_value, targetuser"
    })
    void refusesAnInvalidFilter(String query, String code, String parameter) {
        HttpReply reply = fixture.get("auditor", "/requests?" + query);
        GatewayFixture.assertRefused(reply, 400, code);
        assertThat(reply.json().get("parameter")).isEqualTo(parameter);
    }

    @Test
    void listsTheRequestsForTheCallerOnRequest() {
        String own = make("everybody", "");
        Object user = fixture.get("auditor", own).json().get("OriginatorUserUuid");
        String forTheCaller = make("requester", ",\"target\":\"" + user + "\"");
        String forAnother = make("everybody", ",\"target\":\"" + UUID.randomUUID() + "\"");
        String listed = fixture.get("everybody", "/requests?targetuser=Current").body();
        assertThat(listed)
                .contains(own.substring(10), forTheCaller.substring(10))
                .doesNotContain(forAnother.substring(10));
    }

    @Test
    void isNotApprovedByTheUserItIsFor() {
        Object approver = fixture.get("auditor", make("everybody", "")).json().get("OriginatorUserUuid");
        String path = make("requester", ",\"target\":\"" + approver + "\"");
        GatewayFixture.assertRefused(set("everybody", path, "Approved"), 403, "four_eyes");
        GatewayFixture.assertRefused(set("everybody", path, "Denied"), 403, "four_eyes");
        assertThat(set("approver", path, "Approved").status()).isEqualTo(200);
    }

    @Test
    void refusesTwoNamesThatDifferByCase() {
        GatewayFixture.assertRefused(
                fixture.post("requester", "/requests", body(",\"Type\":\"Enroll\"")), 400, "parameter_twice");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrNotJson() {
        String large = body("").replace("\"comment\":\"", "\"comment\":\"" + "x".repeat(70_000));
        GatewayFixture.assertRefused(fixture.post("requester", "/requests", large), 413, "body_too_large");
        String deep = body(",\"x\":" + "[".repeat(9) + "]".repeat(9));
        GatewayFixture.assertRefused(fixture.post("requester", "/requests", deep), 413, "body_too_large");
        HttpReply form = fixture.send(fixture.request("POST", GatewayFixture.BASE + "/requests", null)
                .header("Authorization", GatewayFixture.basic("requester", "correct horse"))
                .header("Content-Type", "application/x-www-form-urlencoded"));
        GatewayFixture.assertRefused(form, 415, "unsupported_media_type");
    }
}

package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.ingest.gateway.Web.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final String FIELDS = "Uuid, RequestType, Status, Flags, DataCollection, DataCollectionFlags,"
            + " OriginatorUserUuid, TargetUserUuid, Submitted, Completed, NewProfileUuid, OldProfileUuid,"
            + " NewSmartcardUuid, OldSmartcardUuid, Priority, Comment, ProfileTemplateUuid, SecurityDescriptor,"
            + " IsSmartcard, IsEnrollmentAgent, IsDataCollectionComplete";

    private final Web web = Web.shared();
    private final ProfileTemplateRepository.StoredTemplate gids =
            new ProfileTemplateRepository(web.store).findNewest("gids-letter").orElseThrow();

    private String body(String more) {
        return "{\"datacollection\":\"[]\",\"type\":\"Enroll\",\"profiletemplateuuid\":\"" + gids.id()
                + "\",\"comment\":\"\"" + more + "}";
    }

    /** The path of a new one. */
    private String make(String user, String more) {
        Said said = web.post(user, "/requests", body(more));
        assertThat(said.status()).isEqualTo(201);
        assertThat(said.body()).matches("\"api/v1\\.0/requests/[-0-9a-f]{36}\"");
        return said.body().replaceAll("\"(api/v1.0)?", "");
    }

    private Said set(String user, String path, String status) {
        return web.put(user, path, "{\"status\":\"" + status + "\"}");
    }

    private void assertStatus(String path, int number) {
        assertThat(web.get("auditor", path).json().get("Status")).isEqualTo(number);
    }

    @Test
    void isPendingUntilSomebodyElseApprovesIt() {
        String path = make("everybody", "");
        assertStatus(path, 16);
        Web.assertRefused(set("everybody", path, "Approved"), 403, "four_eyes");
        Web.assertRefused(set("operator", path, "Approved"), 403, "forbidden");
        assertStatus(path, 16);
        assertThat(set("approver", path, "Approved").status()).isEqualTo(200);
        assertStatus(path, 3);
    }

    @Test
    void isDeniedForGood() {
        String path = make("requester", "");
        assertThat(set("approver", path, "denied").json().get("Status")).isEqualTo(4);
        Web.assertRefused(set("approver", path, "Approved"), 409, "state_conflict");
        assertStatus(path, 4);
    }

    @Test
    void isTakenBackByWhoeverMadeIt() {
        String path = make("requester", "");
        Web.assertRefused(set("auditor", path, "Canceled"), 403, "forbidden");
        assertThat(set("requester", path, "Canceled").status()).isEqualTo(200);
        Web.assertRefused(set("requester", path, "Canceled"), 409, "state_conflict");
    }

    @Test
    void isNotCompletedBeforeItIsWorkedOn() {
        String path = make("requester", "");
        set("approver", path, "Approved");
        Web.assertRefused(set("operator", path, "Completed"), 409, "state_conflict");
        assertThat(set("operator", path, "Abandoned").json().get("Status")).isEqualTo(17);
    }

    @Test
    void showsEveryFieldOfTheContract() {
        Map<?, ?> shown = web.get("requester", make("requester", "")).json();
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
    void takesDataAsAnArrayAndInAString(String data) {
        Said said = web.post("requester", "/requests", body("").replace("\"[]\"", data));
        String path = said.body().replaceAll("\"(api/v1.0)?", "");
        assertThat(web.get("requester", path).body())
                .contains("\"DataCollection\":[{\"Name\":\"Reason\",\"Value\":\"VPN\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\""})
    void takesAPriorityAsANumberAndInAString(String priority) {
        String path = make("requester", ",\"priority\":" + priority);
        assertThat(web.get("requester", path).json().get("Priority")).isEqualTo(7);
    }

    @Test
    void showsRequestersTheirOwnOnly() {
        String own = make("requester", "");
        String others = make("everybody", "");
        Web.assertRefused(web.get("requester", others), 403, "forbidden");
        String listed = web.get("requester", "/requests?status=pending").body();
        assertThat(listed).contains(own.substring(10)).doesNotContain(others.substring(10));
        assertThat(web.get("auditor", "/requests").body()).contains(own.substring(10), others.substring(10));
    }

    @Test
    void returnsNothingForARequestThatIsNotThereAndSetsNothing() {
        String path = "/requests/" + gids.id();
        assertThat(web.get("auditor", path).status()).isEqualTo(204);
        Web.assertRefused(set("operator", path, "Completed"), 404, "unknown");
    }

    @Test
    void isMadeByRequestersOnly() {
        Web.assertRefused(web.post("officer", "/requests", body("")), 403, "forbidden");
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
    void saysWhichFieldIsWrong(String was, String is, String code, String field) {
        Said said = web.post("requester", "/requests", body("").replace(was, is));
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "5", "{\"type\":\"Enroll\",\"type\":\"Enroll\"}", "null"})
    void saysThatTheBodyIsNoObject(String body) {
        Web.assertRefused(web.post("requester", "/requests", body), 400, "bad_json");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"status\":\"Executing\"}', bad_value",
        "'{\"status\":8}', wrong_type",
        "'{\"comment\":\"done\"}', parameter_missing"
    })
    void saysWhatIsNoStatusToSet(String body, String code) {
        Said said = web.put("everybody", make("requester", ""), body);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo("status");
    }

    @ParameterizedTest
    @CsvSource({
        "status=16, bad_value, status",
        "status=Lost, bad_value, status",
        "targetuser=ada, bad_value, targetuser"
    })
    void saysWhatCannotBeListed(String query, String code, String parameter) {
        Said said = web.get("auditor", "/requests?" + query);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo(parameter);
    }

    @Test
    void listsTheCallersOwnIfAsked() {
        String own = make("everybody", "");
        String others = make("requester", "");
        String listed = web.get("everybody", "/requests?targetuser=Current").body();
        assertThat(listed).contains(own.substring(10)).doesNotContain(others.substring(10));
    }

    @Test
    void refusesTwoNamesThatDifferByCase() {
        Web.assertRefused(web.post("requester", "/requests", body(",\"Type\":\"Enroll\"")), 400, "parameter_twice");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrNotJson() {
        String large = body("").replace("\"comment\":\"", "\"comment\":\"" + "x".repeat(70_000));
        Web.assertRefused(web.post("requester", "/requests", large), 413, "body_too_large");
        String deep = body(",\"x\":" + "[".repeat(9) + "]".repeat(9));
        Web.assertRefused(web.post("requester", "/requests", deep), 413, "body_too_large");
        Said form = web.send(web.request("POST", Web.BASE + "/requests", null)
                .header("Authorization", Web.basic("requester", "correct horse"))
                .header("Content-Type", "application/x-www-form-urlencoded"));
        Web.assertRefused(form, 415, "unsupported_media_type");
    }
}

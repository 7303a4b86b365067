package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecretsTest {
    private static final String CHALLENGE = "&challenge=1hFD%2Bcz%2F0so%3D";
    private static final String ANSWER = "authenticationresponse";
    private static final String BOTH = CHALLENGE + "&diversified=False";

    private final Web web = Web.shared();
    private final Work work = web.work("gids-letter");

    private Said get(String operation, String more) {
        return web.get("officer", work.path(operation, more));
    }

    private List<String> audit() {
        return JdbcClient.create(web.store.dataSource())
                .sql("SELECT what FROM audit WHERE subject = ? ORDER BY number")
                .param("card " + work.card())
                .query(String.class)
                .list();
    }

    @Test
    void answersAsTheWorkedExampleDoes() {
        Said said = get(ANSWER, BOTH);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.body()).isEqualTo("\"F0Zudm4wPLY=\"");
        assertThat(said.headers()).containsEntry("Content-Type", "application/json");
        assertThat(said.headers().get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void answersForEitherFormOfTheCardsId() {
        String guid =
                work.path(ANSWER, BOTH).replace(work.card().hex(), work.card().guid());
        assertThat(web.get("officer", guid).body()).isEqualTo("\"F0Zudm4wPLY=\"");
    }

    @Test
    void answersWhateverTheCaseOfPathAndValues() {
        String odd =
                "/certificatemanagement/API/v1.0/Requests/" + work.request().toUpperCase(Locale.ROOT)
                        + "/SmartCards/" + work.smartcard().toUpperCase(Locale.ROOT) + "/AuthenticationResponse?cardid="
                        + work.card().guid().toUpperCase(Locale.ROOT) + CHALLENGE + "&diversified=TRUE";
        assertThat(web.send("officer", "GET", odd, null).body()).isEqualTo("\"F0Zudm4wPLY=\"");
    }

    @ParameterizedTest
    @CsvSource({"authenticationresponse, answer", "diversifiedkey, key", "serverproposedpin, PIN"})
    void writesDownEachReading(String operation, String what) {
        assertThat(get(operation, BOTH).status()).isEqualTo(200);
        assertThat(audit()).last().asString().startsWith(what + " asked for by officer (");
    }

    @Test
    void givesTheKeyInBase64() {
        Said said = get("diversifiedkey", "");
        assertThat(said.body()).isEqualTo("\"" + "A".repeat(32) + "\"");
        assertThat(said.headers().get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void givesThePinUnderBothPaths() {
        String shorter = "/smartcards/" + work.smartcard() + "/serverproposedpin?atr=&cardid="
                + work.card().guid();
        for (Said said : List.of(get("serverproposedpin", CHALLENGE), web.get("officer", shorter))) {
            assertThat(said.body()).isEqualTo("\"271828\"");
            assertThat(said.headers().get("Cache-Control")).isEqualTo("no-store");
        }
        assertThat(web.processors.asked())
                .allMatch(about -> about.request().toString().equals(work.request()));
    }

    @Test
    void writesDownWhoAsksBeforeItAsks() {
        List<String> before = new ArrayList<>();
        web.processors.whenAsked(() -> before.addAll(audit()));
        get("serverproposedpin", "");
        assertThat(before).last().asString().startsWith("PIN asked for by officer (");
        assertThat(web.processors.asked()).extracting("caller").containsExactly("officer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "operator", "auditor"})
    void givesNothingToAnybodyButOfficers(String user) {
        for (String operation : List.of(ANSWER, "diversifiedkey", "serverproposedpin")) {
            Web.assertRefused(web.get(user, work.path(operation, BOTH)), 403, "forbidden");
        }
        assertThat(web.processors.asked()).isEmpty();
    }

    @Test
    void refusesAnotherCardAndWritesItDown() {
        String other = work.path(ANSWER, BOTH).replace(work.card().hex(), "0".repeat(32));
        Web.assertRefused(web.get("officer", other), 403, "other_card");
        assertThat(audit())
                .last()
                .asString()
                .startsWith("answer refused: another card or request was named by officer");
        assertThat(web.processors.asked()).isEmpty();
    }

    @Test
    void refusesTheCardOfAnotherRequest() {
        Work other = web.work("gids-letter");
        Work mixed = new Work(other.request(), work.smartcard(), work.card());
        Web.assertRefused(web.get("officer", mixed.path(ANSWER, BOTH)), 403, "other_card");
    }

    /** A try would be spent on it. */
    @Test
    void isNotAskedForWithoutBeingShown() {
        Said said = web.send(web.request("HEAD", Web.BASE + work.path("authenticationresponse", CHALLENGE), null)
                .header("Authorization", Web.basic("officer", "correct horse")));
        assertThat(said.status()).isEqualTo(405);
        assertThat(web.processors.asked()).isEmpty();
    }

    @Test
    void returnsNothingForARequestOrCardThatIsNotThere() {
        String none = UUID.randomUUID().toString();
        for (Work unknown :
                List.of(new Work(none, work.smartcard(), work.card()), new Work(work.request(), none, work.card()))) {
            Said said = web.get("officer", unknown.path(ANSWER, BOTH));
            assertThat(said.status()).isEqualTo(204);
            assertThat(said.body()).isEmpty();
        }
    }

    @Test
    void givesNothingOnceTheCardIsIssued() {
        web.issue(work);
        Web.assertRefused(get("serverproposedpin", ""), 403, "card_state");
    }

    @Test
    void givesForAReasonWhatIsNotWorkedOn() {
        JdbcClient.create(web.store.dataSource())
                .sql("UPDATE request SET status = 9 WHERE id = ?::uuid")
                .param(work.request())
                .update();
        Web.assertRefused(get("diversifiedkey", ""), 403, "request_state");
        Said said = web.send(web.request("GET", Web.BASE + work.path("diversifiedkey", ""), null)
                .header("Authorization", Web.basic("officer", "correct horse"))
                .header("X-Reason", "card found in a drawer"));
        assertThat(said.status()).isEqualTo(200);
        assertThat(audit()).last().asString().startsWith("key asked for because: card found in a drawer by officer");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "USERS_PIN", "KEY_FIXED"})
    void returnsNothingWhereTheProcessorsHaveNothing(RejectionReason reason) {
        web.processors.withhold(reason);
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
    void saysWhyTheProcessorsWithholdIt(RejectionReason reason, String code) {
        web.processors.withhold(reason);
        Web.assertRefused(get(ANSWER, BOTH), 403, code);
    }

    @Test
    void isToBeAskedAgainWhereNoProcessorAnswers() {
        web.processors.goAway();
        Said said = get(ANSWER, BOTH);
        Web.assertRefused(said, 503, "no_processor");
        assertThat(said.headers()).containsEntry("Retry-After", "2");
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
    void saysWhichParameterIsWrong(String more, String code, String parameter) {
        Said said = get(ANSWER, more);
        Web.assertRefused(said, 400, code);
        assertThat(said.json().get("parameter")).isEqualTo(parameter);
        assertThat(web.processors.asked()).isEmpty();
    }

    @Test
    void saysThatAPlusHasToBeEncoded() {
        assertThat(get(ANSWER, "&challenge=1hFD+cz%2F0so%3D&diversified=false").body())
                .contains("%2B");
    }

    @ParameterizedTest
    @CsvSource({"0, bad_hex", "'', parameter_missing", "%7Bbc88f13f-83ba-4037-8262-46eba1291c6e%7D, bad_guid"})
    void refusesWhatIsNoCardId(String cardId, String code) {
        String path = work.path("diversifiedkey", "").replace(work.card().hex(), cardId);
        Web.assertRefused(web.get("officer", path), 400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "smartcard"})
    void refusesBracesRoundAGuid(String which) {
        String id = which.equals("request") ? work.request() : work.smartcard();
        String path = work.path(ANSWER, BOTH).replace(id, "%7B" + id + "%7D");
        Said said = web.get("officer", path);
        Web.assertRefused(said, 400, "bad_guid");
        assertThat(said.json().get("parameter")).isEqualTo(which.equals("request") ? "reqid" : "id");
    }

    @Test
    void refusesAReasonThatIsNone() {
        Said said = web.send(web.request("GET", Web.BASE + work.path("diversifiedkey", ""), null)
                .header("Authorization", Web.basic("officer", "correct horse"))
                .header("X-Reason", "x".repeat(201)));
        Web.assertRefused(said, 400, "bad_value");
        assertThat(said.json().get("parameter")).isEqualTo("X-Reason");
    }

    @Test
    void refusesALongQuery() {
        Web.assertRefused(get("diversifiedkey", "&x=" + "y".repeat(5000)), 400, "query_too_long");
    }

    @Test
    void refusesAQueryOfAMegabyte() {
        Said said = get("diversifiedkey", "&x=" + "y".repeat(1_000_000));
        Web.assertRefused(said, 400, "malformed_request");
        assertThat(said.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    @Test
    void repeatsNothingThatWasSent() {
        assertThat(get(ANSWER, "&challenge=SECRETSECRET!&diversified=perhaps").body())
                .doesNotContain("SECRET", "perhaps", "Exception", "at org.");
    }
}

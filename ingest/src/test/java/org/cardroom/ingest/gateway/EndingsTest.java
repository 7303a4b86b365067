package org.cardroom.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.events.message.RejectionReason;
import org.cardroom.ingest.gateway.Web.Said;
import org.cardroom.ingest.gateway.Web.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a client says that it is done with a card, or gives it up. */
class EndingsTest {
    private final Web web = Web.shared();
    private final Work work = web.work("gids-letter");

    private Said end(String user, String how) {
        return web.put(user, "/requests/" + work.request(), "{\"status\":\"" + how + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Completed", "completed", "Abandoned"})
    void isForTheProcessorsToDecide(String how) {
        for (String user : new String[] {"operator", "officer"}) {
            assertThat(end(user, how).status()).isEqualTo(200);
        }
        assertThat(web.processors.asked())
                .extracting(about ->
                        new Work(about.request().toString(), about.smartcard().toString(), about.card()))
                .containsOnly(work);
        assertThat(web.processors.asked()).extracting("caller").containsExactly("operator", "officer");
        assertThat(web.processors.ends()).hasSize(2).allMatch(end -> end.name().equalsIgnoreCase(how));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_PUT_YET", "HELD_BACK", "SET_ASIDE", "WORKED_BY_AGENT"})
    void isAConflictWhereTheProcessorsDoNotAllowIt(RejectionReason reason) {
        web.processors.withhold(reason);
        Said said = end("operator", "Completed");
        Web.assertRefused(said, 409, "state_conflict");
        assertThat(said.json().get("detail")).isEqualTo(reason.description());
    }

    @Test
    void isToBeAskedAgainWhereNoProcessorAnswers() {
        web.processors.goAway();
        Said said = end("operator", "Completed");
        Web.assertRefused(said, 503, "no_processor");
        assertThat(said.headers()).containsEntry("Retry-After", "2");
        assertThat(web.get("auditor", "/requests/" + work.request()).json().get("Status"))
                .isEqualTo(18);
    }

    /** A client that lost the answer asks again. */
    @Test
    void isAskedAgainOnceItHasEnded() {
        JdbcClient.create(web.store.dataSource())
                .sql("UPDATE request SET status = 8 WHERE id = ?::uuid")
                .param(work.request())
                .update();
        assertThat(end("operator", "Completed").status()).isEqualTo(200);
        Web.assertRefused(end("operator", "Abandoned"), 409, "state_conflict");
        assertThat(web.processors.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "auditor"})
    void isForThoseWhoHaveTheCard(String user) {
        assertThat(end(user, "Completed").code()).isEqualTo("forbidden");
        assertThat(end(user, "Abandoned").code()).isEqualTo("forbidden");
        assertThat(web.processors.asked()).isEmpty();
    }

    /** What cannot be answered must not be done before that is found out. */
    @Test
    void isNotDoneWhereItsAnswerIsNotWanted() {
        Said said = web.send(web.request("PUT", Web.BASE + "/requests/" + work.request(), "{\"status\":\"Completed\"}")
                .header("Authorization", Web.basic("operator", "correct horse"))
                .header("Accept", "text/html"));
        Web.assertRefused(said, 406, "not_acceptable");
        assertThat(web.processors.asked()).isEmpty();
    }

    @Test
    void isNotByTakingItBackOrDenyingIt() {
        Web.assertRefused(end("operator", "Canceled"), 409, "state_conflict");
        Web.assertRefused(end("approver", "Approved"), 409, "state_conflict");
        Web.assertRefused(end("approver", "Denied"), 409, "state_conflict");
    }
}

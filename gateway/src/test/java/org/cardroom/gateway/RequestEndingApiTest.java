package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.gateway.GatewayFixture.ExecutingRequest;
import org.cardroom.gateway.GatewayFixture.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Completing and abandoning requests. */
class RequestEndingApiTest {
    private final GatewayFixture fixture = GatewayFixture.shared();
    private final ExecutingRequest executing = fixture.newExecutingRequest("gids-letter");

    private HttpReply end(String user, String how) {
        return fixture.put(user, "/requests/" + executing.request(), "{\"status\":\"" + how + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Completed", "completed", "Abandoned"})
    void isDecidedByTheProcessors(String how) {
        for (String user : new String[] {"operator", "officer"}) {
            assertThat(end(user, how).status()).isEqualTo(200);
        }
        assertThat(fixture.secretClient.receivedSubjects())
                .extracting(about -> new ExecutingRequest(
                        about.request().toString(), about.smartcard().toString(), about.card()))
                .containsOnly(executing);
        assertThat(fixture.secretClient.receivedSubjects()).extracting("caller").containsExactly("operator", "officer");
        assertThat(fixture.secretClient.receivedEndings()).hasSize(2).allMatch(end -> end.name()
                .equalsIgnoreCase(how));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_PUT_YET", "HELD_BACK", "SET_ASIDE", "WORKED_BY_AGENT"})
    void isAConflictIfTheProcessorsRefuse(RejectionReason reason) {
        fixture.secretClient.denyWith(reason);
        HttpReply reply = end("operator", "Completed");
        GatewayFixture.assertRefused(reply, 409, "state_conflict");
        assertThat(reply.json().get("detail")).isEqualTo(reason.description());
    }

    @Test
    void asksToRetryIfNoProcessorAnswers() {
        fixture.secretClient.stopAnswering();
        HttpReply reply = end("operator", "Completed");
        GatewayFixture.assertRefused(reply, 503, "no_processor");
        assertThat(reply.headers()).containsEntry("Retry-After", "2");
        assertThat(fixture.get("auditor", "/requests/" + executing.request())
                        .json()
                        .get("Status"))
                .isEqualTo(18);
    }

    /** A client that lost the response repeats the request. */
    @Test
    void canBeRepeatedAfterItEnded() {
        JdbcClient.create(fixture.store.dataSource())
                .sql("UPDATE request SET status = " + RequestStatus.COMPLETED.number() + " WHERE id = ?::uuid")
                .param(executing.request())
                .update();
        assertThat(end("operator", "Completed").status()).isEqualTo(200);
        GatewayFixture.assertRefused(end("operator", "Abandoned"), 409, "state_conflict");
        assertThat(fixture.secretClient.receivedSubjects()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requester", "approver", "auditor"})
    void isForOperatorsAndOfficers(String user) {
        assertThat(end(user, "Completed").code()).isEqualTo("forbidden");
        assertThat(end(user, "Abandoned").code()).isEqualTo("forbidden");
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    /** A request whose response cannot be sent must have no effect. */
    @Test
    void isNotDoneIfTheClientAcceptsNoJson() {
        HttpReply reply = fixture.send(fixture.request(
                        "PUT", GatewayFixture.BASE + "/requests/" + executing.request(), "{\"status\":\"Completed\"}")
                .header("Authorization", GatewayFixture.basic("operator", "correct horse"))
                .header("Accept", "text/html"));
        GatewayFixture.assertRefused(reply, 406, "not_acceptable");
        assertThat(fixture.secretClient.receivedSubjects()).isEmpty();
    }

    @Test
    void isNotDoneByCancelingOrDenying() {
        GatewayFixture.assertRefused(end("operator", "Canceled"), 409, "state_conflict");
        GatewayFixture.assertRefused(end("approver", "Approved"), 409, "state_conflict");
        GatewayFixture.assertRefused(end("approver", "Denied"), 409, "state_conflict");
    }
}

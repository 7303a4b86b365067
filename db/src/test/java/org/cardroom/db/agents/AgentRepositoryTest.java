package org.cardroom.db.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final AgentRepository agents = new AgentRepository(db.database);
    private final EnrolmentSigningKey signingKey = EnrolmentSigningKey.generate();
    private final SignedEnrolment enrolment = enrolment("desk 1", "desk 2");

    @AfterEach
    void close() {
        db.close();
    }

    private SignedEnrolment enrolment(String... stations) {
        return signingKey.sign(new Enrolment(
                "agent-1",
                HpkeKeyPair.generate().publicKey(),
                new TreeSet<>(List.of(stations)),
                ClientType.AGENT,
                Instant.parse("2026-01-02T03:04:05.678901234Z")));
    }

    private AgentRepository.AgentRecord find() {
        return find(List.of("agent-1", "agent-2")).get("agent-1");
    }

    private Map<String, AgentRepository.AgentRecord> find(Collection<String> keys) {
        return db.single(statements -> agents.find(keys, statements));
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(find(List.of("agent-1"))).isEmpty();
    }

    @Test
    void returnsWhatTheOfficerSigned() {
        agents.enrol(enrolment);
        assertThat(find()).isEqualTo(new AgentRepository.AgentRecord(enrolment, false));
        assertThat(signingKey.publicKey().verifies(find().signed())).isTrue();
    }

    @Test
    void showsByTheSignatureThatARowWasChanged() {
        agents.enrol(enrolment);
        db.jdbc
                .sql("UPDATE agent SET enrolment = jsonb_set(enrolment, '{enrolment,stations}', '[\"desk 9\"]')")
                .update();
        assertThat(signingKey.publicKey().verifies(find().signed())).isFalse();
    }

    @Test
    void revokes() {
        agents.enrol(enrolment);
        assertThat(agents.revoke("agent-1")).isTrue();
        assertThat(find().revoked()).isTrue();
    }

    @Test
    void revokesTwiceWithoutMovingTheTime() {
        agents.enrol(enrolment);
        agents.revoke("agent-1");
        Object first = revoked();
        assertThat(agents.revoke("agent-1")).isTrue();
        assertThat(revoked()).isEqualTo(first);
    }

    private Object revoked() {
        return db.jdbc
                .sql("SELECT revoked FROM agent")
                .query((row, n) -> row.getTimestamp(1))
                .single();
    }

    @Test
    void revokesNobodyWhoIsNotEnrolled() {
        assertThat(agents.revoke("agent-2")).isFalse();
    }

    @Test
    void replacesAnEnrolment() {
        agents.enrol(enrolment);
        SignedEnrolment next = enrolment("desk 3");
        assertThat(agents.enrol(next)).isTrue();
        assertThat(find()).isEqualTo(new AgentRepository.AgentRecord(next, false));
    }

    @Test
    void leavesARevokedAgentAsItIs() {
        agents.enrol(enrolment);
        agents.revoke("agent-1");
        assertThat(agents.enrol(enrolment("desk 3"))).isFalse();
        assertThat(find()).isEqualTo(new AgentRepository.AgentRecord(enrolment, true));
    }

    @Test
    void liftsARevocationWhereItIsSaid() {
        agents.enrol(enrolment);
        agents.revoke("agent-1");
        SignedEnrolment next = enrolment("desk 3");
        agents.enrolAndLiftRevocation(next);
        assertThat(find()).isEqualTo(new AgentRepository.AgentRecord(next, false));
    }
}

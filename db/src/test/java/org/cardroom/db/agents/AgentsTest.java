package org.cardroom.db.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.cardroom.db.Room;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.OfficerKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentsTest {
    private final Room room = new Room();
    private final Agents agents = new Agents(room.store);
    private final OfficerKey officer = OfficerKey.generate();
    private final SignedEnrolment enrolment = enrolment("desk 1", "desk 2");

    @AfterEach
    void close() {
        room.close();
    }

    private SignedEnrolment enrolment(String... stations) {
        return officer.sign(new Enrolment(
                "agent-1",
                HpkeKeyPair.generate().publicKey(),
                new TreeSet<>(List.of(stations)),
                Capability.AGENT,
                Instant.parse("2026-01-02T03:04:05.678901234Z")));
    }

    private Agents.Enrolled find() {
        return agents.find(List.of("agent-1", "agent-2")).get("agent-1");
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(agents.find(List.of("agent-1"))).isEmpty();
    }

    @Test
    void returnsWhatTheOfficerSigned() {
        agents.enrol(enrolment);
        assertThat(find()).isEqualTo(new Agents.Enrolled(enrolment, false));
        assertThat(officer.publicKey().verifies(find().signed())).isTrue();
    }

    @Test
    void showsByTheSignatureThatARowWasChanged() {
        agents.enrol(enrolment);
        room.jdbc
                .sql("UPDATE agent SET enrolment = jsonb_set(enrolment, '{enrolment,stations}', '[\"desk 9\"]')")
                .update();
        assertThat(officer.publicKey().verifies(find().signed())).isFalse();
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
        return room.jdbc
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
        assertThat(find()).isEqualTo(new Agents.Enrolled(next, false));
    }

    @Test
    void leavesARevokedAgentAsItIs() {
        agents.enrol(enrolment);
        agents.revoke("agent-1");
        assertThat(agents.enrol(enrolment("desk 3"))).isFalse();
        assertThat(find()).isEqualTo(new Agents.Enrolled(enrolment, true));
    }

    @Test
    void liftsARevocationWhereItIsSaid() {
        agents.enrol(enrolment);
        agents.revoke("agent-1");
        SignedEnrolment next = enrolment("desk 3");
        agents.enrolAgain(next);
        assertThat(find()).isEqualTo(new Agents.Enrolled(next, false));
    }
}

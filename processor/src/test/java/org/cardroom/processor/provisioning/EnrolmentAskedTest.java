package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agent is told that asks whether it is enrolled. */
class EnrolmentAskedTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private List<EnrolmentNotice.NoticeReason> told(FakeAgent agent) {
        CardEvent asked = new CardEvent.EnrolmentCheckRequested(agent.origin());
        desk.feed(agent, asked);
        assertThat(desk.notices)
                .extracting(EnrolmentNotice::event)
                .containsOnly(asked.origin().event());
        return desk.notices.stream().map(EnrolmentNotice::reason).toList();
    }

    @Test
    void tellsAnEnrolledAgentThatItIs() {
        assertThat(told(desk.agent)).containsExactly(EnrolmentNotice.NoticeReason.ENROLLED);
        assertThat(desk.published()).isEmpty();
    }

    @Test
    void tellsAnotherKeyOfTheEnrolledOne() {
        assertThat(told(new FakeAgent("agent-1", desk.keys, Instant.now()))).containsExactly(EnrolmentNotice.NoticeReason.OTHER_KEY);
    }

    @Test
    void tellsARevokedAgentThatItIs() {
        new AgentRepository(desk.store).revoke("agent-1");
        assertThat(told(desk.agent)).containsExactly(EnrolmentNotice.NoticeReason.REVOKED);
    }

    @Test
    void tellsAnAgentThatDidNotAskNothing() {
        desk.feed(desk.agent, new CardEvent.SlotStatusChanged(desk.agent.origin(), SlotState.INSERT, null, null));
        assertThat(desk.notices).isEmpty();
    }
}

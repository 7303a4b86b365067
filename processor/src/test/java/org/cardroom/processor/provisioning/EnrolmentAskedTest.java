package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.cardroom.db.agents.Agents;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Notice;
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

    private List<Notice.Reason> told(FakeAgent agent) {
        CardEvent asked = new CardEvent.EnrolmentAsked(agent.origin());
        desk.feed(agent, asked);
        assertThat(desk.notices)
                .extracting(Notice::event)
                .containsOnly(asked.origin().event());
        return desk.notices.stream().map(Notice::reason).toList();
    }

    @Test
    void tellsAnEnrolledAgentThatItIs() {
        assertThat(told(desk.agent)).containsExactly(Notice.Reason.ENROLLED);
        assertThat(desk.published()).isEmpty();
    }

    @Test
    void tellsAnotherKeyOfTheEnrolledOne() {
        assertThat(told(new FakeAgent("agent-1", desk.keys, Instant.now()))).containsExactly(Notice.Reason.OTHER_KEY);
    }

    @Test
    void tellsARevokedAgentThatItIs() {
        new Agents(desk.store).revoke("agent-1");
        assertThat(told(desk.agent)).containsExactly(Notice.Reason.REVOKED);
    }

    @Test
    void tellsAnAgentThatDidNotAskNothing() {
        desk.feed(desk.agent, new CardEvent.AgentStatus(desk.agent.origin(), SlotState.INSERT, null, null));
        assertThat(desk.notices).isEmpty();
    }
}

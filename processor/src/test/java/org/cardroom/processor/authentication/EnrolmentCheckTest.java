package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agent is told that asks whether it is enrolled. */
class EnrolmentCheckTest {
    private final ProcessorFixture processor = new ProcessorFixture();

    @AfterEach
    void close() {
        processor.close();
    }

    private List<EnrolmentNotice.NoticeReason> told(FakeAgent agent) {
        CardEvent asked = new CardEvent.EnrolmentCheckRequested(agent.origin());
        processor.process(agent, asked);
        assertThat(processor.notices)
                .extracting(EnrolmentNotice::event)
                .containsOnly(asked.origin().event());
        return processor.notices.stream().map(EnrolmentNotice::reason).toList();
    }

    @Test
    void tellsAnEnrolledAgentThatItIs() {
        assertThat(told(processor.agent)).containsExactly(EnrolmentNotice.NoticeReason.ENROLLED);
        assertThat(processor.newlyPublished()).isEmpty();
    }

    @Test
    void tellsAnotherKeyOfTheEnrolledOne() {
        assertThat(told(new FakeAgent("agent-1", processor.keys, Instant.now())))
                .containsExactly(EnrolmentNotice.NoticeReason.OTHER_KEY);
    }

    @Test
    void tellsARevokedAgentThatItIs() {
        new AgentRepository(processor.store).revoke("agent-1");
        assertThat(told(processor.agent)).containsExactly(EnrolmentNotice.NoticeReason.REVOKED);
    }

    @Test
    void tellsAnAgentThatDidNotAskNothing() {
        processor.process(
                processor.agent,
                new CardEvent.SlotStatusChanged(processor.agent.origin(), SlotState.INSERT, null, null));
        assertThat(processor.notices).isEmpty();
    }
}

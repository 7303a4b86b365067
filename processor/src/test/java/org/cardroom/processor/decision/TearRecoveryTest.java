package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot.JournalledWrite;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class TearRecoveryTest {
    private final IssuanceRequest request = GidsCardFixture.request();
    private final UUID journal = UUID.randomUUID();
    private final Card instructed = new InsertionDecider(request, GidsCardFixture.TEMPLATE, GidsCardFixture.drawn())
            .decide(GidsCardFixture.inserted("agent-1", journal, List.of()), GidsCardFixture.card(request))
            .card();

    private Card recover(String agent, UUID of, InstructionProgress... written) {
        List<JournalledWrite> writes = List.of(written).stream()
                .map(stage -> new JournalledWrite(instructed.openSession().instruction(), stage))
                .toList();
        return TearRecovery.applyPossibleWrites(instructed, GidsCardFixture.inserted(agent, of, writes));
    }

    @Test
    void assumesTheWriteWhenTheJournalWasLost() {
        assertThat(recover("agent-1", UUID.randomUUID()).keys().keyMayBeWritten())
                .isTrue();
    }

    @Test
    void assumesTheWriteWhenAnotherAgentHasTheCard() {
        assertThat(recover("agent-2", journal).keys().keyMayBeWritten()).isTrue();
    }

    @Test
    void recordsAJournalledWrite() {
        Card card = recover("agent-1", journal, InstructionProgress.ANSWER, InstructionProgress.KEY);
        assertThat(card.keys().keyMayBeWritten()).isTrue();
        assertThat(card.unresolvedAnswers()).isOne();
    }

    @Test
    void countsNoAnswerThatTheJournalRulesOut() {
        Card card = recover("agent-1", journal);
        assertThat(card.keys().keyMayBeWritten()).isFalse();
        assertThat(card.unresolvedAnswers()).isZero();
        assertThat(card.instructionCount()).isZero();
    }

    @Test
    void assumesALostKeyWhenAKeyWriteMayHaveBeenInterrupted() {
        var failed = EventFixture.challengeFailed(new CardResponse.Unexpected("6F00"));
        assertThat(TearRecovery.isKeyPossiblyLost(instructed, failed)).isTrue();
        assertThat(TearRecovery.isKeyPossiblyLost(GidsCardFixture.card(request), failed))
                .isFalse();
    }
}

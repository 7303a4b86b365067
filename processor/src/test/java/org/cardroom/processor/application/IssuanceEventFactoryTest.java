package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.cardroom.events.outcome.IssuanceEvent.KeyName;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the house hears of a card before it is issued, so that it can be gone on with whatever is lost. */
class IssuanceEventFactoryTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();

    @AfterEach
    void close() {
        processor.close();
    }

    private SealedInstruction inserted(CardKind kind, JournalSnapshot.JournalledWrite... writes) {
        return processor.processAndGetInstruction(processor.agent.insert(kind, CARD, CHALLENGE, writes));
    }

    private CardProvisioningCheckpoint latest() {
        List<CardProvisioningCheckpoint> all = processor.checkpoints();
        return all.get(all.size() - 1);
    }

    @Test
    void tellsOfAKeyBeforeTheCardCanHaveIt() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction put = inserted(CardKind.GIDS);
        assertThat(processor.producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly(KafkaTopics.OUTCOMES, KafkaTopics.instructionTopicName("agent-1"));
        assertThat(latest().proposed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(0, 0));
        assertThat(latest().pendingInstruction().instruction())
                .isEqualTo(put.envelope().instruction());
        assertThat(latest().unresolvedAnswers()).isOne();
    }

    @Test
    void tellsWhichPukAPivCardGetsWithItsFirstKey() {
        processor.request(processor.piv("p"));
        inserted(CardKind.PIV);
        assertThat(latest().pukVersion()).isOne();
        assertThat(latest().pukMayBeWritten()).isFalse();
    }

    @Test
    void tellsNothingMoreWhileTheSessionGoesOn() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        processor.processAndGetInstruction(processor.agent.done(inserted(CardKind.GIDS), CHALLENGE));
        assertThat(processor.checkpoints()).hasSize(1);
    }

    @Test
    void tellsOfEachInsertion() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        inserted(CardKind.GIDS);
        processor.agent.journalId = UUID.randomUUID();
        inserted(CardKind.GIDS);
        assertThat(latest().pendingInstruction().step()).isEqualTo(InstructionType.SET_PIN);
        assertThat(latest().keyMayBeWritten()).isTrue();
        assertThat(latest().unresolvedAnswers()).isEqualTo(2);
    }

    @Test
    void tellsThatACardHasProvenItsKey() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction set =
                processor.processAndGetInstruction(processor.agent.done(inserted(CardKind.GIDS), CHALLENGE));
        processor.process(
                processor.agent,
                processor.agent.report(set, InstructionProgress.PIN, new CardResponse.Removed(), null));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().pendingInstruction()).isNull();
    }
}

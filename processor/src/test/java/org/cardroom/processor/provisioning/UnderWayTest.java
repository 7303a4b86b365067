package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.cardroom.events.outcome.IssuanceEvent.KeyName;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.kafka.KafkaTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the house hears of a card before it is issued, so that it can be gone on with whatever is lost. */
class UnderWayTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private SealedInstruction inserted(CardKind kind, JournalSnapshot.JournalledWrite... writes) {
        return desk.told(desk.agent.insert(kind, CARD, CHALLENGE, writes));
    }

    private CardProvisioningCheckpoint latest() {
        List<CardProvisioningCheckpoint> all = desk.underWay();
        return all.get(all.size() - 1);
    }

    @Test
    void tellsOfAKeyBeforeTheCardCanHaveIt() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction put = inserted(CardKind.GIDS);
        assertThat(desk.producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly(KafkaTopics.OUTCOMES, KafkaTopics.instructionTopicName("agent-1"));
        assertThat(latest().proposed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(0, 0));
        assertThat(latest().pendingInstruction().instruction()).isEqualTo(put.envelope().instruction());
        assertThat(latest().unresolvedAnswers()).isOne();
    }

    @Test
    void tellsWhichPukAPivCardGetsWithItsFirstKey() {
        desk.request(desk.piv("p"));
        inserted(CardKind.PIV);
        assertThat(latest().pukVersion()).isOne();
        assertThat(latest().pukMayBeWritten()).isFalse();
    }

    @Test
    void tellsNothingMoreWhileTheSessionGoesOn() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        desk.told(desk.agent.done(inserted(CardKind.GIDS), CHALLENGE));
        assertThat(desk.underWay()).hasSize(1);
    }

    @Test
    void tellsOfEachInsertion() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        inserted(CardKind.GIDS);
        desk.agent.journalId = UUID.randomUUID();
        inserted(CardKind.GIDS);
        assertThat(latest().pendingInstruction().step()).isEqualTo(InstructionType.SET_PIN);
        assertThat(latest().keyMayBeWritten()).isTrue();
        assertThat(latest().unresolvedAnswers()).isEqualTo(2);
    }

    @Test
    void tellsThatACardHasProvenItsKey() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction set = desk.told(desk.agent.done(inserted(CardKind.GIDS), CHALLENGE));
        desk.feed(desk.agent, desk.agent.report(set, InstructionProgress.PIN, new CardResponse.Removed(), null));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().pendingInstruction()).isNull();
    }
}

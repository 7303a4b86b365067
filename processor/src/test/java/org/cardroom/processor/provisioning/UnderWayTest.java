package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Outcome.CardUnderWay;
import org.cardroom.events.message.Outcome.KeyName;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.cardroom.events.topic.Topics;
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

    private SealedInstruction inserted(CardKind kind, Journal.Write... writes) {
        return desk.told(desk.agent.insert(kind, CARD, CHALLENGE, writes));
    }

    private CardUnderWay latest() {
        List<CardUnderWay> all = desk.underWay();
        return all.get(all.size() - 1);
    }

    @Test
    void tellsOfAKeyBeforeTheCardCanHaveIt() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction put = inserted(CardKind.GIDS);
        assertThat(desk.producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly(Topics.OUTCOMES, Topics.instructions("agent-1"));
        assertThat(latest().proposed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(0, 0));
        assertThat(latest().sent().instruction()).isEqualTo(put.envelope().instruction());
        assertThat(latest().tries()).isOne();
    }

    @Test
    void tellsWhichPukAPivCardGetsWithItsFirstKey() {
        desk.request(desk.piv("p"));
        inserted(CardKind.PIV);
        assertThat(latest().pukVersion()).isOne();
        assertThat(latest().pukSent()).isFalse();
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
        assertThat(latest().sent().step()).isEqualTo(Step.SET_PIN);
        assertThat(latest().keySent()).isTrue();
        assertThat(latest().tries()).isEqualTo(2);
    }

    @Test
    void tellsThatACardHasProvenItsKey() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction set = desk.told(desk.agent.done(inserted(CardKind.GIDS), CHALLENGE));
        desk.feed(desk.agent, desk.agent.report(set, Stage.PIN, new Said.Pulled(), null));
        assertThat(latest().confirmed()).isEqualTo(new KeyName(1, 1));
        assertThat(latest().sent()).isNull();
    }
}

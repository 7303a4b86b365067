package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.GiveAnswer;
import org.cardroom.events.message.Instruction.GiveKey;
import org.cardroom.events.message.Rejection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is put back while clients work on cards over the HTTP API. */
class RestoreOverHttpTest {
    private static final String CHALLENGE = GatewayClient.FIRST;

    private final LostDatabase room = new LostDatabase();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void goesOnWithACardThatIsWorkedOverHttp() {
        GatewayClient client = GatewayClient.of(room.desk, true, UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        client = client.at(room.desk);
        String key = TestKeys.revealed(((GiveKey) client.key()).key());
        client.answer(CHALLENGE, false);
        room.lose();
        room.restore();
        client = client.at(room.desk);
        assertThat(TestKeys.revealed(((GiveKey) client.key()).key())).isEqualTo(key);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(GiveAnswer.class);
        assertThat(client.end(How.COMPLETED)).isEqualTo(GatewayClient.refused(Rejection.NOT_PUT_YET));
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
    }

    @Test
    void countsAnAnswerUnderItsOwnKeyThatWasGivenOverHttp() {
        GatewayClient client = GatewayClient.of(room.desk, true, UserPinOption.RANDOMIZED);
        room.backUp();
        client = client.at(room.desk);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        room.lose();
        room.restore();
        assertThat(client.at(room.desk).row().provisioning()).isEqualTo(Provisioning.PIN_SENT);
        assertThat(client.at(room.desk).row().tries()).isOne();
    }

    @Test
    void makesANewPinForACardWhoseLetterIsLost() {
        GatewayClient client = GatewayClient.of(room.desk, true, UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        client = client.at(room.desk);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        client.pin();
        client.end(How.COMPLETED);
        room.lose();
        room.restore();
        client = client.at(room.desk);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(GiveAnswer.class);
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(client.at(room.desk).row().keys().confirmed()).isEqualTo(new KeyRef(1, 1));
    }
}

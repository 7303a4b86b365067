package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.Instruction.DeliverAdminKey;
import org.cardroom.events.message.RejectionReason;
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
        String key = TestKeys.revealed(((DeliverAdminKey) client.key()).key());
        client.answer(CHALLENGE, false);
        room.lose();
        room.restore();
        client = client.at(room.desk);
        assertThat(TestKeys.revealed(((DeliverAdminKey) client.key()).key())).isEqualTo(key);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(GatewayClient.refused(RejectionReason.NOT_PUT_YET));
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
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
        assertThat(client.at(room.desk).row().provisioningState()).isEqualTo(ProvisioningState.PIN_SENT);
        assertThat(client.at(room.desk).row().unresolvedAnswers()).isOne();
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
        client.end(CompletionKind.COMPLETED);
        room.lose();
        room.restore();
        client = client.at(room.desk);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(client.at(room.desk).row().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
    }
}

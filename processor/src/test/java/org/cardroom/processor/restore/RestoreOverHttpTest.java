package org.cardroom.processor.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAdminKey;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.DatabaseRestoreFixture;
import org.cardroom.processor.fixture.FakeGatewayClient;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restores a database while clients work on cards over the HTTP API. */
class RestoreOverHttpTest {
    private static final String CHALLENGE = FakeGatewayClient.FIRST;

    private final DatabaseRestoreFixture fixture = new DatabaseRestoreFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void goesOnWithACardThatIsWorkedOverHttp() {
        FakeGatewayClient client = FakeGatewayClient.of(fixture.processor, true, UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        client = client.at(fixture.processor);
        String key = TestKeystores.revealed(((DeliverAdminKey) client.key()).key());
        client.answer(CHALLENGE, false);
        fixture.restoreBackup();
        fixture.restore();
        client = client.at(fixture.processor);
        assertThat(TestKeystores.revealed(((DeliverAdminKey) client.key()).key()))
                .isEqualTo(key);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        assertThat(client.end(CompletionKind.COMPLETED))
                .isEqualTo(FakeGatewayClient.rejection(RejectionReason.NOT_PUT_YET));
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
    }

    @Test
    void countsAnAnswerUnderItsOwnKeyThatWasGivenOverHttp() {
        FakeGatewayClient client = FakeGatewayClient.of(fixture.processor, true, UserPinOption.RANDOMIZED);
        fixture.backUp();
        client = client.at(fixture.processor);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        fixture.restoreBackup();
        fixture.restore();
        assertThat(client.at(fixture.processor).row().provisioningState()).isEqualTo(ProvisioningState.PIN_SENT);
        assertThat(client.at(fixture.processor).row().unresolvedAnswers()).isOne();
    }

    @Test
    void makesANewPinForACardWhoseLetterIsLost() {
        FakeGatewayClient client = FakeGatewayClient.of(fixture.processor, true, UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        client = client.at(fixture.processor);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        client.pin();
        client.end(CompletionKind.COMPLETED);
        fixture.restoreBackup();
        fixture.restore();
        client = client.at(fixture.processor);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(client.at(fixture.processor).row().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
    }
}

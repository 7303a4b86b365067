package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEventTest {
    @Test
    void keysItsEventsByTheCardsOwnId() {
        assertThat(GatewayEventFixtures.all())
                .extracting(CardEvent::recordKey)
                .containsOnly(MessageFixtures.CARD.hex())
                .hasSize(4);
    }

    @Test
    void bindsTheInstructionToTheChallengeOrTheNonce() {
        assertThat(GatewayEventFixtures.answer().nonce()).isEqualTo(MessageFixtures.CHALLENGE);
        assertThat(GatewayEventFixtures.pin().nonce()).isEqualTo(GatewayEventFixtures.NONCE);
    }

    @Test
    void saysWhatAnswersIt() {
        assertThat(GatewayEventFixtures.all())
                .extracting(GatewayEvent::step)
                .containsExactly(
                        InstructionType.DELIVER_ADMIN_KEY,
                        InstructionType.DELIVER_AUTHENTICATION_RESPONSE,
                        InstructionType.DELIVER_PIN,
                        InstructionType.ACKNOWLEDGE_REQUEST_END);
    }

    @Test
    void refusesANonceOfABlock() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        GatewayEventFixtures.key(GatewayEventFixtures.answer().subject(), MessageFixtures.CHALLENGE))
                .withMessage("nonce must have 16 bytes, this has 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "olga\u0000", "olga\u001b[2J", "olga\ud800"})
    void refusesACallerThatNobodyCouldRead(String caller) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewayEventFixtures.about(caller, null))
                .withMessageContaining("caller must be 1 to 100 characters");
    }

    @Test
    void doesNotCutALongCaller() {
        assertThat(GatewayEventFixtures.about("o".repeat(100), null).caller()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> GatewayEventFixtures.about("o".repeat(101), null));
    }
}

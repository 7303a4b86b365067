package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEventTest {
    @Test
    void keysItsEventsByTheCardsOwnId() {
        assertThat(GatewaySamples.all())
                .extracting(CardEvent::recordKey)
                .containsOnly(Samples.CARD.hex())
                .hasSize(4);
    }

    @Test
    void bindsTheInstructionToTheChallengeOrTheNonce() {
        assertThat(GatewaySamples.answer().bond()).isEqualTo(Samples.CHALLENGE);
        assertThat(GatewaySamples.pin().bond()).isEqualTo(GatewaySamples.NONCE);
    }

    @Test
    void saysWhatAnswersIt() {
        assertThat(GatewaySamples.all())
                .extracting(GatewayEvent::step)
                .containsExactly(Step.GIVE_KEY, Step.GIVE_ANSWER, Step.GIVE_PIN, Step.END);
    }

    @Test
    void refusesANonceOfABlock() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewaySamples.key(GatewaySamples.answer().about(), Samples.CHALLENGE))
                .withMessage("nonce must have 16 bytes, this has 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "olga\u0000", "olga\u001b[2J", "olga\ud800"})
    void refusesACallerThatNobodyCouldRead(String caller) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewaySamples.about(caller, null))
                .withMessageContaining("caller must be 1 to 100 characters");
    }

    @Test
    void doesNotCutALongCaller() {
        assertThat(GatewaySamples.about("o".repeat(100), null).caller()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> GatewaySamples.about("o".repeat(101), null));
    }
}

package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class TemplateCompatibilityTest {
    private static CardInserted inserted(CardKind kind, String challenge, CardLimitation... limitations) {
        return EventFixture.inserted(kind, new Challenge(challenge), Set.of(limitations));
    }

    @Test
    void rejectsAnotherKindOfCard() {
        assertThat(TemplateCompatibility.findMismatch(
                        inserted(CardKind.PIV, "0011223344556677"), GidsCardFixture.TEMPLATE))
                .contains(RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void rejectsAChallengeOfAnotherAlgorithm() {
        assertThat(TemplateCompatibility.findMismatch(
                        inserted(CardKind.GIDS, "00".repeat(16)), GidsCardFixture.TEMPLATE))
                .contains(RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void rejectsAFixedKeyWhereTheTemplateReplacesIt() {
        assertThat(TemplateCompatibility.findMismatch(
                        inserted(CardKind.GIDS, "0011223344556677", CardLimitation.KEY_FIXED),
                        GidsCardFixture.TEMPLATE))
                .contains(CardLimitation.KEY_FIXED.toRejectionReason());
    }

    @Test
    void acceptsALimitationThatTheTemplateDoesNotConcern() {
        assertThat(TemplateCompatibility.findMismatch(
                        inserted(CardKind.GIDS, "0011223344556677", CardLimitation.PIN_COUNTER_NOT_FULL),
                        GidsCardFixture.TEMPLATE))
                .isEmpty();
    }
}

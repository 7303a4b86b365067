package org.cardroom.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.Test;

class CardCostTest {
    @Test
    void isThatOfAllEventsOfACard() {
        assertThat(CardCost.fromEvents(500, 1000))
                .isEqualTo(new CardCost(0.5 * SimulatedCard.STAGES, SimulatedCard.STAGES));
    }

    @Test
    void isUnknownWhereNothingWasAnswered() {
        assertThatThrownBy(() -> CardCost.fromEvents(500, 0))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("no event");
    }
}

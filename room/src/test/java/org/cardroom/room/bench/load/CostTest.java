package org.cardroom.room.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void isThatOfAllEventsOfACard() {
        assertThat(Cost.of(500, 1000)).isEqualTo(new Cost(0.5 * Visit.STAGES, Visit.STAGES));
    }

    @Test
    void isUnknownWhereNothingWasAnswered() {
        assertThatThrownBy(() -> Cost.of(500, 0)).isInstanceOf(EnvironmentException.class).hasMessageContaining("no event");
    }
}

package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every way that a GIDS card can take while up to three things go wrong: see {@link ModelWalk} for what must hold. */
class EveryWayTest {
    private static ModelWalk walked(int faults) {
        ModelWalk walk = new ModelWalk();
        walk.walk(faults);
        System.out.printf(
                "%d faults: %d states, %d answers, ends %s%n", faults, walk.states(), walk.answers(), walk.ends());
        return walk;
    }

    @Test
    void issuesWithTwoAnswersWhereNothingGoesWrong() {
        ModelWalk walk = walked(0);
        assertThat(walk.answers()).isEqualTo(2);
        assertThat(walk.ends()).containsOnlyKeys("issued");
    }

    @Test
    void issuesEveryCardThatHoldsAKeyAfterOneFault() {
        assertThat(walked(1).ends()).containsOnlyKeys("issued", "the card refused its keys, without a key");
    }

    @Test
    void issuesEveryCardThatHoldsAKeyAfterTwoFaults() {
        assertThat(walked(2).ends().keySet()).allMatch(end -> end.equals("issued") || end.endsWith("without a key"));
    }

    @Test
    void givesUpAfterThreeUnresolvedAnswers() {
        ModelWalk walk = walked(3);
        assertThat(walk.ends()).containsKeys("issued", "too many answers without a result");
        assertThat(walk.states()).isGreaterThan(500);
    }
}

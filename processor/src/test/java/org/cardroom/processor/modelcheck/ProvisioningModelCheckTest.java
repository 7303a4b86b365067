package org.cardroom.processor.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.modelcheck.ModelConfig.KeyLossBehavior;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way that one card's exchange can take while up to three things go wrong: torn at any command, messages lost,
 * repeated or late, agents and processors killed. {@link ModelInvariants} says what must hold everywhere; every state must
 * have a way to an end.
 */
class ProvisioningModelCheckTest {
    private static final UserPinOption LETTER = UserPinOption.SERVER_DISTRIBUTED;
    private static final Map<String, ModelConfig> CONFIGS = Map.of(
            "PIV, its own key", ModelConfig.piv(true, LETTER, false),
            "GIDS, its own key", ModelConfig.gids(true, KeyLossBehavior.REFUSES),
            "PIV, the key it came with", ModelConfig.piv(false, LETTER, false),
            "GIDS, the key it came with", ModelConfig.gids(false, KeyLossBehavior.REFUSES),
            "GIDS that says nonsense without a key", ModelConfig.gids(true, KeyLossBehavior.ANSWERS_NONSENSE),
            "GIDS that draws nothing without a key", ModelConfig.gids(true, KeyLossBehavior.DRAWS_NOTHING),
            "PIV that tells its PUK's tries", ModelConfig.piv(true, LETTER, true),
            "PIV, the user's PIN", ModelConfig.piv(true, UserPinOption.USER_PROVIDED, false));

    private static StateSpaceExplorer<ModelState> explore(String name, int faults) {
        ModelConfig config = CONFIGS.get(name);
        StateSpaceExplorer<ModelState> explored =
                new StateSpaceExplorer<>(new ModelTransitions(config)).explore(ModelState.initial(config), faults);
        List<Long> states =
                IntStream.rangeClosed(0, faults).mapToObj(explored::states).toList();
        System.out.printf("%s: states by number of faults %s, ends %s%n", name, states, explored.ends());
        return explored;
    }

    static Set<String> names() {
        return CONFIGS.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void setsNoCardAsideThatHasAKeyForOneFault(String name) {
        assertSetAsideOnlyForTwoFaults(explore(name, 2));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("names")
    void setsNoCardAsideThatHasAKeyForOneOfThreeFaults(String name) {
        StateSpaceExplorer<ModelState> explored = explore(name, 3);
        assertThat(explored.states(0)).isLessThan(20);
        assertThat(explored.states(3)).isGreaterThan(20_000);
        assertSetAsideOnlyForTwoFaults(explored);
    }

    private static void assertSetAsideOnlyForTwoFaults(StateSpaceExplorer<ModelState> explored) {
        Map<String, Integer> withKey = explored.ends().entrySet().stream()
                .filter(end -> !end.getKey().endsWith("without a key"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(withKey).containsEntry("issued", 0);
        withKey.remove("issued");
        assertThat(withKey.keySet()).isSubsetOf(RejectionReason.TRIES_SPENT.description());
        assertThat(withKey.values()).allMatch(faults -> faults >= 2);
    }
}

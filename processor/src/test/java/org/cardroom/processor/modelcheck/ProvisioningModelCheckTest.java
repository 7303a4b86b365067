package org.cardroom.processor.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.modelcheck.ModelConfig.KeyLossBehavior;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way that one card's exchange can take while up to three things go wrong: torn at any command, messages lost,
 * repeated or late, agents and processors killed. {@link ModelInvariants} says what must hold everywhere; every state must
 * have a way to an end.
 */
class ProvisioningModelCheckTest {
    private static final String GIDS = "GIDS, its own key";
    private static final String PIV = "PIV, its own key";
    private static final Map<String, Future<StateSpaceExplorer<ModelState>>> WALKS = new TreeMap<>();
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void walk() {
        UserPinOption letter = UserPinOption.SERVER_DISTRIBUTED;
        walk(PIV, ModelConfig.piv(true, letter, false), 3);
        walk(GIDS, ModelConfig.gids(true, KeyLossBehavior.REFUSES), 3);
        walk("PIV, the key it came with", ModelConfig.piv(false, letter, false), 3);
        walk("GIDS, the key it came with", ModelConfig.gids(false, KeyLossBehavior.REFUSES), 3);
        walk("GIDS that says nonsense without a key", ModelConfig.gids(true, KeyLossBehavior.ANSWERS_NONSENSE), 2);
        walk("GIDS that draws nothing without a key", ModelConfig.gids(true, KeyLossBehavior.DRAWS_NOTHING), 2);
        walk("PIV that tells its PUK's tries", ModelConfig.piv(true, letter, true), 2);
        walk("PIV, the user's PIN", ModelConfig.piv(true, UserPinOption.USER_PROVIDED, false), 2);
    }

    private static void walk(String name, ModelConfig config, int faults) {
        WALKS.put(name, WORKERS.submit(() -> {
            StateSpaceExplorer<ModelState> explored =
                    new StateSpaceExplorer<>(new ModelTransitions(config)).explore(ModelState.initial(config), faults);
            System.out.printf("%s: %s states, ends %s%n", name, states(explored), explored.ends());
            return explored;
        }));
    }

    /** Those that take no fault, one, two and three. */
    private static List<Long> states(StateSpaceExplorer<ModelState> explored) {
        return List.of(explored.states(0), explored.states(1), explored.states(2), explored.states(3));
    }

    @AfterAll
    static void end() {
        WORKERS.shutdownNow();
    }

    private static Map<String, Integer> ends(String name) throws Exception {
        return WALKS.get(name).get().ends();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GIDS,
                "GIDS, the key it came with",
                PIV,
                "PIV, the key it came with",
                "GIDS that says nonsense without a key",
                "GIDS that draws nothing without a key",
                "PIV that tells its PUK's tries",
                "PIV, the user's PIN"
            })
    void setsNoCardAsideThatHasAKeyForOneFault(String name) throws Exception {
        Map<String, Integer> withKey = ends(name).entrySet().stream()
                .filter(end -> !end.getKey().endsWith("without a key"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(withKey).containsEntry("issued", 0);
        withKey.remove("issued");
        assertThat(withKey.keySet()).isSubsetOf(RejectionReason.TRIES_SPENT.description());
        assertThat(withKey.values()).allMatch(faults -> faults >= 2);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {GIDS, PIV})
    void walksTensOfThousandsOfStates(String name) throws Exception {
        assertThat(WALKS.get(name).get().states(0)).isLessThan(20);
        assertThat(WALKS.get(name).get().states(3)).isGreaterThan(50_000);
    }
}

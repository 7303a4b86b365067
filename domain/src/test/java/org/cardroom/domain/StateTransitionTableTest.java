package org.cardroom.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of states is tried: what the table names is allowed, all else is forbidden. */
class StateTransitionTableTest {
    private static final String REQUEST = """
            PENDING   APPROVED DENIED CANCELED
            APPROVED  EXECUTING CANCELED
            EXECUTING COMPLETED FAILED
            DENIED
            COMPLETED
            FAILED
            CANCELED
            """;
    private static final String CARD = """
            NEW       ASSIGNED RETIRED
            ASSIGNED  ACTIVE RETIRED
            ACTIVE    SUSPENDED DISABLED RETIRED
            SUSPENDED ACTIVE RETIRED
            DISABLED  RETIRED
            RETIRED
            """;
    private static final String PROVISIONING = """
            NONE          KEY_PROPOSED PIN_SENT SET_ASIDE
            KEY_PROPOSED  KEY_PROPOSED PIN_SENT SET_ASIDE
            PIN_SENT      PIN_SENT KEY_PROPOSED KEY_CONFIRMED SET_ASIDE
            KEY_CONFIRMED PIN_SENT ISSUED SET_ASIDE
            ISSUED
            SET_ASIDE
            """;

    static Stream<Arguments> requests() {
        return pairs(REQUEST, RequestStatus.values());
    }

    static Stream<Arguments> cards() {
        return pairs(CARD, CardStatus.values());
    }

    static Stream<Arguments> provisionings() {
        return pairs(PROVISIONING, ProvisioningState.values());
    }

    private static Stream<Arguments> pairs(String table, Enum<?>... states) {
        Set<String> allowed = table.lines()
                .map(line -> List.of(line.trim().split(" +")))
                .flatMap(line -> line.stream().skip(1).map(next -> line.get(0) + " " + next))
                .collect(Collectors.toSet());
        return Arrays.stream(states).flatMap(from -> Arrays.stream(states)
                .map(to -> Arguments.of(from, to, allowed.contains(from.name() + " " + to.name()))));
    }

    private static void check(boolean allowed, Enum<?> to, Supplier<Enum<?>> go) {
        if (allowed) {
            assertThat((Object) go.get()).isEqualTo(to);
        } else {
            assertThatThrownBy(go::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith(" does not become " + to);
        }
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("requests")
    void movesARequest(RequestStatus from, RequestStatus to, boolean allowed) {
        check(allowed, to, () -> from.transitionTo(to));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("cards")
    void movesACard(CardStatus from, CardStatus to, boolean allowed) {
        check(allowed, to, () -> from.transitionTo(to));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("provisionings")
    void movesTheProvisioning(ProvisioningState from, ProvisioningState to, boolean allowed) {
        check(allowed, to, () -> from.transitionTo(to));
    }

    @Test
    void hasTheNumbersOfTheWireForRequests() {
        assertThat(Arrays.stream(RequestStatus.values()).map(RequestStatus::number))
                .containsExactly(3, 4, 8, 9, 16, 17, 18);
        assertThat(RequestStatus.fromNumber(18)).isEqualTo(RequestStatus.EXECUTING);
    }

    @Test
    void hasTheNumbersOfTheWireForCards() {
        assertThat(Arrays.stream(CardStatus.values()).map(CardStatus::number)).containsExactly(0, 1, 2, 3, 5, 6);
        assertThat(CardStatus.fromNumber(5)).isEqualTo(CardStatus.SUSPENDED);
    }

    @Test
    void knowsNoOtherNumber() {
        assertThatThrownBy(() -> CardStatus.fromNumber(4)).hasMessage("no card status has the number 4");
        assertThatThrownBy(() -> RequestStatus.fromNumber(0)).hasMessage("no request status has the number 0");
    }
}

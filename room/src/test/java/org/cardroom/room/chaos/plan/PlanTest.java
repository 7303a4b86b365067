package org.cardroom.room.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.room.chaos.parts.Moment;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final List<Fault> LARGE = Plan.draw(10_000, 200, 1);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(Plan.draw(10_000, 200, 1)).isEqualTo(LARGE);
        assertThat(Plan.draw(10_000, 200, 2)).isNotEqualTo(LARGE);
    }

    @Test
    void hasEachKindAsOften() {
        Map<Kind, Long> times = LARGE.stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
        assertThat(times).hasSize(Kind.values().length).allSatisfy((kind, count) -> assertThat(count)
                .isEqualTo(20));
        assertThat(Plan.draw(200, 10, 3).stream().map(Fault::kind).distinct()).hasSize(10);
    }

    @Test
    void spreadsThemOverTheBatch() {
        assertThat(LARGE).isSortedAccordingTo((a, b) -> Integer.compare(a.due(), b.due()));
        assertThat(LARGE.get(0).due()).isEqualTo(49);
        assertThat(LARGE.get(199).due()).isEqualTo(9950);
    }

    @Test
    void aimsEachKindAtEveryMoment() {
        Map<Kind, Long> moments = LARGE.stream()
                .collect(Collectors.groupingBy(
                        Fault::kind,
                        Collectors.mapping(Fault::moment, Collectors.collectingAndThen(Collectors.toSet(), s ->
                                (long) s.size()))));
        assertThat(moments).allSatisfy((kind, count) -> assertThat(count)
                .isEqualTo(Moment.values().length - (kind == Kind.REPEAT ? 1 : 0)));
    }

    @Test
    void stopsAProcessorForLongerThanItsSession() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == Kind.STOP_PROCESSOR)
                .allSatisfy(fault -> assertThat(fault.lasting()).isGreaterThan(Duration.ofSeconds(3)));
    }

    @Test
    void tearsBeforeInsideAndAfter() {
        assertThat(LARGE.stream()
                        .filter(fault -> fault.kind() == Kind.TEAR)
                        .map(Fault::place)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .containsOnlyKeys("before", "inside", "after");
    }

    @Test
    void tearsAtEveryCommand() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == Kind.TEAR)
                .extracting(Fault::command)
                .containsOnly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void repeatsNothingBeforeACardsFirstEvent() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == Kind.REPEAT)
                .extracting(Fault::moment)
                .doesNotContain(Moment.IDENTIFYING);
    }

    @Test
    void drawsNoneWhereNoneIsAskedFor() {
        assertThat(Plan.draw(10, 0, 1)).isEmpty();
    }
}

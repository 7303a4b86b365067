package org.cardroom.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.chaos.process.ExchangePhase;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final List<PlannedFault> LARGE = FaultSchedule.generate(10_000, 200, 1);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(FaultSchedule.generate(10_000, 200, 1)).isEqualTo(LARGE);
        assertThat(FaultSchedule.generate(10_000, 200, 2)).isNotEqualTo(LARGE);
    }

    @Test
    void hasEachKindAsOften() {
        Map<FaultKind, Long> times =
                LARGE.stream().collect(Collectors.groupingBy(PlannedFault::kind, Collectors.counting()));
        assertThat(times).hasSize(FaultKind.values().length).allSatisfy((kind, count) -> assertThat(count)
                .isEqualTo(20));
        assertThat(FaultSchedule.generate(200, 10, 3).stream()
                        .map(PlannedFault::kind)
                        .distinct())
                .hasSize(10);
    }

    @Test
    void spreadsThemOverTheBatch() {
        assertThat(LARGE).isSortedAccordingTo((a, b) -> Integer.compare(a.dueAfterCards(), b.dueAfterCards()));
        assertThat(LARGE.get(0).dueAfterCards()).isEqualTo(49);
        assertThat(LARGE.get(199).dueAfterCards()).isEqualTo(9950);
    }

    @Test
    void aimsEachKindAtEveryMoment() {
        Map<FaultKind, Long> moments = LARGE.stream()
                .collect(Collectors.groupingBy(
                        PlannedFault::kind,
                        Collectors.mapping(PlannedFault::phase, Collectors.collectingAndThen(Collectors.toSet(), s ->
                                (long) s.size()))));
        assertThat(moments).allSatisfy((kind, count) -> assertThat(count)
                .isEqualTo(ExchangePhase.values().length - (kind == FaultKind.REPEAT ? 1 : 0)));
    }

    @Test
    void stopsAProcessorForLongerThanItsSession() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == FaultKind.STOP_PROCESSOR)
                .allSatisfy(fault -> assertThat(fault.duration()).isGreaterThan(Duration.ofSeconds(3)));
    }

    @Test
    void tearsBeforeInsideAndAfter() {
        assertThat(LARGE.stream()
                        .filter(fault -> fault.kind() == FaultKind.TEAR)
                        .map(PlannedFault::tearPosition)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .containsOnlyKeys("before", "inside", "after");
    }

    @Test
    void tearsAtEveryCommand() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == FaultKind.TEAR)
                .extracting(PlannedFault::tearAtCommand)
                .containsOnly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void repeatsNothingBeforeACardsFirstEvent() {
        assertThat(LARGE)
                .filteredOn(fault -> fault.kind() == FaultKind.REPEAT)
                .extracting(PlannedFault::phase)
                .doesNotContain(ExchangePhase.IDENTIFYING);
    }

    @Test
    void drawsNoneWhereNoneIsAskedFor() {
        assertThat(FaultSchedule.generate(10, 0, 1)).isEmpty();
    }
}

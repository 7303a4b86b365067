package org.cardroom.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cardroom.chaos.process.ExchangePhase;

/** Draws faults: the same seed gives the same. */
public final class FaultSchedule {
    /** More than a card that is left in peace gets. */
    private static final int MOST_COMMANDS = 12;
    /** Without a common divisor with those: each gets its turn, and a few are not all at the beginning. */
    private static final int STRIDE = 5;

    private static final List<ExchangePhase> MOMENTS = List.of(ExchangePhase.values());
    private static final int MOST_PARTS = 60;

    private FaultSchedule() {}

    /** So many faults, spread evenly over so many cards, each kind as often as any other, give or take one. */
    public static List<PlannedFault> generate(int cards, int faults, long seed) {
        Random random = new Random(seed);
        List<FaultKind> kinds = new ArrayList<>();
        while (kinds.size() < faults) {
            List<FaultKind> round = Arrays.asList(FaultKind.values());
            Collections.shuffle(round, random);
            kinds.addAll(round.subList(0, Math.min(round.size(), faults - kinds.size())));
        }
        Map<FaultKind, Integer> next = new EnumMap<>(FaultKind.class);
        int firstCommand = random.nextInt(MOST_COMMANDS);
        List<PlannedFault> plan = new ArrayList<>();
        int tears = 0;
        for (int k = 1; k <= faults; k++) {
            FaultKind kind = kinds.get(k - 1);
            int turn = next.merge(kind, 1 + random.nextInt(2), Integer::sum);
            ExchangePhase phase = moment(kind, turn);
            int due = (int) ((long) k * cards / (faults + 1));
            int which = random.nextInt(MOST_PARTS);
            plan.add(new PlannedFault(
                    kind,
                    due,
                    phase,
                    which,
                    lasting(kind, random),
                    1 + (firstCommand + STRIDE * tears) % MOST_COMMANDS));
            tears += kind == FaultKind.TEAR ? 1 : 0;
        }
        return List.copyOf(plan);
    }

    /** There is nothing to repeat before a card's first event. */
    private static ExchangePhase moment(FaultKind kind, int turn) {
        int first = kind == FaultKind.REPEAT ? 1 : 0;
        return MOMENTS.get(first + turn % (MOMENTS.size() - first));
    }

    private static Duration lasting(FaultKind kind, Random random) {
        return switch (kind) {
            case KILL_PROCESSOR -> between(500, 4000, random);
            case KILL_AGENT, KILL_BROKER, KILL_DATABASE -> between(200, 2000, random);
            case STOP_PROCESSOR -> between(3500, 6000, random);
            case CUT -> between(1000, 6000, random);
            case SLOW -> between(3000, 6000, random);
            case TEAR, REPEAT, LOSE_COMMIT -> Duration.ZERO;
        };
    }

    private static Duration between(int from, int to, Random random) {
        return Duration.ofMillis(from + random.nextInt(to - from));
    }
}

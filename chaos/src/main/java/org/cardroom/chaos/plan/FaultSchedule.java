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

/** Generates a reproducible schedule of faults from a seed. */
public final class FaultSchedule {
    /** More commands than an undisturbed card receives. */
    private static final int MAX_COMMANDS = 12;
    /** Coprime to {@link #MAX_COMMANDS}, so that every command gets its turn and few tears do not cluster at the start. */
    private static final int STRIDE = 5;

    private static final List<ExchangePhase> PHASES = List.of(ExchangePhase.values());
    private static final int TARGETS = 60;

    private FaultSchedule() {}

    /** Generates faults spread evenly over the cards; the counts of any two kinds differ by at most one. */
    public static List<PlannedFault> generate(int cards, int faults, long seed) {
        Random random = new Random(seed);
        List<FaultKind> kinds = new ArrayList<>();
        while (kinds.size() < faults) {
            List<FaultKind> round = Arrays.asList(FaultKind.values());
            Collections.shuffle(round, random);
            kinds.addAll(round.subList(0, Math.min(round.size(), faults - kinds.size())));
        }
        Map<FaultKind, Integer> next = new EnumMap<>(FaultKind.class);
        int firstCommand = random.nextInt(MAX_COMMANDS);
        List<PlannedFault> plan = new ArrayList<>();
        int tears = 0;
        for (int k = 1; k <= faults; k++) {
            FaultKind kind = kinds.get(k - 1);
            int turn = next.merge(kind, 1 + random.nextInt(2), Integer::sum);
            ExchangePhase phase = phase(kind, turn);
            int due = (int) ((long) k * cards / (faults + 1));
            int target = random.nextInt(TARGETS);
            int command = 1 + (firstCommand + STRIDE * tears) % MAX_COMMANDS;
            plan.add(new PlannedFault(kind, due, phase, target, duration(kind, random), command));
            tears += kind == FaultKind.TEAR ? 1 : 0;
        }
        return List.copyOf(plan);
    }

    /** Excludes the first phase for REPEAT, since a card has no events then. */
    private static ExchangePhase phase(FaultKind kind, int turn) {
        int first = kind == FaultKind.REPEAT ? 1 : 0;
        return PHASES.get(first + turn % (PHASES.size() - first));
    }

    private static Duration duration(FaultKind kind, Random random) {
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

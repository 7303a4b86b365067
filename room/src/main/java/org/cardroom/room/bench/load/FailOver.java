package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cardroom.room.bench.report.Figure;

/** One of two processors is killed as {@code kill -9} does, under load. */
final class FailOver {
    private static final int PER_SECOND = 200;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(9);
    /** Of an instruction: an agent does not use it later. */
    private static final Duration LIFETIME = Duration.ofSeconds(4);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private FailOver() {}

    /** What those see who ask after the kill, and what comes of those who had asked before. */
    static List<Figure> measure(Crowd crowd, Contestant pipeline, Path launcher) {
        Part second = pipeline.add(launcher);
        pipeline.order(OpenLoop.cards(PER_SECOND, SETTLING) + OpenLoop.cards(PER_SECOND, TIME));
        OpenLoop.run(crowd, pipeline, PER_SECOND, SETTLING);
        AtomicLong killed = new AtomicLong();
        List<Crowd.Answer> answers = OpenLoop.run(crowd, pipeline, PER_SECOND, TIME, MOMENT, () -> {
            killed.set(System.nanoTime());
            second.kill();
        });
        long end = System.nanoTime();
        List<Visit> never = crowd.giveUp();
        return figures(
                Stream.concat(
                                answers.stream().map(answer -> new Wait(answer.intended(), answer.at())),
                                never.stream().map(visit -> new Wait(visit.intended(), end)))
                        .toList(),
                killed.get(),
                never.size());
    }

    /** From when an event was to be sent to its answer, or to when nobody waited for it any longer. */
    record Wait(long from, long to) {
        private long nanos() {
            return to - from;
        }
    }

    /** What these waits mean. */
    static List<Figure> figures(List<Wait> waits, long killed, int never) {
        double flowing = longest(waits.stream().filter(wait -> wait.from >= killed));
        double before = longest(waits.stream().filter(wait -> wait.from < killed && wait.to >= killed));
        int late = (int)
                waits.stream().filter(wait -> wait.nanos() > LIFETIME.toNanos()).count();
        return List.of(
                Figure.of("until answers flow again after kill -9 of one of two processors", "s", flowing)
                        .atMost(4),
                Figure.of("longest wait of those who had asked before it", "s", before),
                Figure.of("answers later than 4 s, of no use to an agent", "events", late - never),
                Figure.of("events never answered after it", "events", never).atMost(0));
    }

    private static double longest(Stream<Wait> waits) {
        return waits.mapToLong(Wait::nanos).max().orElse(0) / 1e9;
    }
}

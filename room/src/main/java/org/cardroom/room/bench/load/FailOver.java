package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.cardroom.events.topic.Topics;
import org.cardroom.room.bench.report.Figure;

/** One of two processors is killed as {@code kill -9} does, under load. */
final class FailOver {
    private static final int PER_SECOND = 200;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(9);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private FailOver() {}

    /** The longest that anybody waited for an answer, counted from the kill where it was asked before. */
    static List<Figure> measure(Site site, Crowd crowd, Contestant pipeline, Path launcher) {
        Part second = pipeline.add(launcher);
        Patience.until(
                () -> site.kafka().members(Topics.PROCESSORS).equals(OptionalInt.of(2)),
                "the second processor does not join");
        pipeline.order(OpenLoop.cards(PER_SECOND, SETTLING) + OpenLoop.cards(PER_SECOND, TIME));
        OpenLoop.run(crowd, pipeline, PER_SECOND, SETTLING);
        AtomicLong killed = new AtomicLong();
        List<Crowd.Answer> answers = OpenLoop.run(crowd, pipeline, PER_SECOND, TIME, MOMENT, () -> {
            second.kill();
            killed.set(System.nanoTime());
        });
        double worst = answers.stream()
                .filter(answer -> answer.at() > killed.get())
                .mapToLong(answer -> answer.at() - Math.max(answer.intended(), killed.get()))
                .max()
                .orElse(0);
        return List.of(
                Figure.of("until answers flow again after kill -9 of one of two processors", "s", worst / 1e9)
                        .atMost(4),
                Figure.of(
                        "events whose answer expired before another processor could send it",
                        "events",
                        crowd.giveUp()));
    }
}

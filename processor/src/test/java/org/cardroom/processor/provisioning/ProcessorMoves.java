package org.cardroom.processor.provisioning;

import java.util.List;
import org.cardroom.processor.provisioning.Explorer.Next;
import org.cardroom.processor.provisioning.World.Draft;
import org.jspecify.annotations.Nullable;

/**
 * What the processors can do next, and the messages on their way to them. Which of them does it makes no difference: one
 * that was replaced and does not know it writes what of its poll is not below the stored offset ({@link EventWriter}), and
 * that is the first of the log, for it as for its successor.
 */
final class ProcessorMoves {
    private final ModelProcessor processor;
    private final World world;
    private final Ways.Rest rest;
    private final List<Next<World>> next;

    ProcessorMoves(ModelProcessor processor, World world, Ways.Rest rest, List<Next<World>> next) {
        this.processor = processor;
        this.world = world;
        this.rest = rest;
        this.next = next;
    }

    private interface Consuming {
        List<ModelTold> of(Draft draft);
    }

    void all() {
        for (int count = 1; count <= world.log().size(); count++) {
            int most = count;
            consume("a processor consumes " + count, d -> processor.poll(d, most));
        }
        world.held().stream().distinct().forEach(event -> Ways.of(
                        rest, world, "a late " + event.getClass().getSimpleName() + " arrives", 0, d -> {
                            d.held.remove(event);
                            d.log.add(event);
                        })
                .into(next));
        relay();
    }

    /** By the next owner of the partition, or too late. */
    private void relay() {
        if (!world.outbox().isEmpty()) {
            Ways.of(rest, world, "the outbox is relayed", 0, d -> d.outbox.clear())
                    .sending(world.outbox())
                    .into(next);
            Ways.of(rest, world, "the outbox expires", 0, d -> d.outbox.clear()).into(next);
        }
    }

    /** Committed and published, or killed in between; killed before the commit, nothing happened. */
    private void consume(String event, Consuming consuming) {
        Draft draft = world.draft();
        @Nullable String wrong = null;
        List<ModelTold> told = List.of();
        try {
            told = consuming.of(draft);
        } catch (IllegalStateException e) {
            wrong = String.valueOf(e.getMessage());
        }
        World after = draft.done();
        List<ModelTold> publish = told;
        Ways.of(rest, after, event, 0, d -> {}).sending(publish).into(next, wrong);
        if (!publish.isEmpty()) {
            Ways.of(rest, after, event + " and is killed before it publishes", 1, d -> d.outbox.addAll(publish))
                    .into(next, wrong);
        }
    }
}

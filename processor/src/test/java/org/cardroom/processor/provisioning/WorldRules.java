package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.processor.provisioning.Explorer.Next;
import org.jspecify.annotations.Nullable;

/** All that can happen to one card, its agents, the messages and the processors; and what must hold. */
final class WorldRules implements Explorer.Rules<World> {
    private final Setting room;
    private final ModelProcessor processor;
    private final Settled settled;

    WorldRules(Setting room) {
        this.room = room;
        processor = new ModelProcessor(room);
        settled = new Settled(processor);
    }

    @Override
    public List<Next<World>> next(World world, int left) {
        List<Next<World>> next = new ArrayList<>();
        Ways.Rest rest = new Ways.Rest(left, settled);
        for (ModelAgent agent : world.agents()) {
            new AgentMoves(room, world, agent, rest, next).all();
        }
        new ProcessorMoves(processor, world, rest, next).all();
        return next;
    }

    @Override
    public String canonical(World world) {
        return new Canonical(world).text();
    }

    @Override
    public @Nullable String wrong(World world) {
        return Invariants.broken(room, world);
    }

    @Override
    public @Nullable String end(World world) {
        return Invariants.end(world);
    }
}

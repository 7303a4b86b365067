package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.processor.provisioning.Explorer.Next;
import org.cardroom.processor.provisioning.ModelAgent.Sitting;
import org.cardroom.processor.provisioning.World.Draft;
import org.jspecify.annotations.Nullable;

/** What one event may lead to, as far as faults are left for what goes wrong with it. */
final class Ways {
    private final Rest rest;
    private final List<Way> all;

    /**
     * What ways are made with.
     *
     * @param left how much may still go wrong
     * @param settled leaves out of a world what nothing can come of any more
     */
    record Rest(int left, UnaryOperator<World> settled) {}

    private record Way(String event, World to, int faults) {}

    private Ways(Rest rest, List<Way> all) {
        this.rest = rest;
        this.all = all;
    }

    /** One way, on which this happens; none where too few faults are left for it. */
    static Ways of(Rest rest, World from, String event, int faults, Consumer<Draft> change) {
        Ways ways = new Ways(rest, new ArrayList<>());
        ways.add(new Way(event, from, 0), "", faults, change);
        return ways;
    }

    private void add(Way on, String more, int faults, Consumer<Draft> change) {
        if (on.faults + faults <= rest.left) {
            Draft draft = on.to.draft();
            change.accept(draft);
            all.add(new Way(on.event + more, draft.done(), on.faults + faults));
        }
    }

    private Ways each(BiConsumer<Ways, Way> more) {
        Ways next = new Ways(rest, new ArrayList<>());
        all.forEach(way -> more.accept(next, way));
        return next;
    }

    /** Posts an event: it arrives, is lost, comes late, or comes once more. */
    Ways posting(CardEvent event) {
        String name = event.getClass().getSimpleName();
        return each((next, way) -> {
            next.add(way, "", 0, d -> d.log.add(event));
            next.add(way, ", " + name + " lost", 1, d -> {});
            next.add(way, ", " + name + " late", 1, d -> d.held.add(event));
            next.add(way, ", " + name + " repeated", 1, d -> {
                d.log.add(event);
                d.held.add(event);
            });
        });
    }

    /** The agent tells that the card left; what comes of it late is the same as what comes of it never. */
    Ways removed(ModelAgent agent, Sitting sitting) {
        return each((next, way) -> {
            next.add(way, "", 0, d -> d.log.add(ModelEvents.removed(agent, sitting)));
            next.add(way, ", CardRemoved lost", 1, d -> {});
        });
    }

    /** Publishes instructions, each of which may be lost or come twice. */
    Ways sending(List<ModelTold> told) {
        Ways ways = this;
        for (ModelTold one : told) {
            ways = ways.each((next, way) -> {
                next.add(way, "", 0, d -> d.sent.add(one));
                next.add(way, ", instruction lost", 1, d -> {});
                next.add(way, ", instruction repeated", 1, d -> d.sent.addAll(List.of(one, one)));
            });
        }
        return ways;
    }

    void into(List<Next<World>> next) {
        into(next, null);
    }

    /** All of them, with what must not have happened on the way. */
    void into(List<Next<World>> next, @Nullable String wrong) {
        all.forEach(way -> next.add(new Next<>(way.event, rest.settled.apply(way.to), way.faults, wrong)));
    }
}

package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.processor.modelcheck.ModelAgent.WaitingSession;
import org.cardroom.processor.modelcheck.ModelState.Draft;
import org.cardroom.processor.modelcheck.StateSpaceExplorer.Transition;
import org.jspecify.annotations.Nullable;

/** What one event may lead to, as far as faults are left for what goes wrong with it. */
final class FaultBranches {
    private final FaultBudget budget;
    private final List<Branch> all;

    /**
     * What ways are made with.
     * @param remaining how much may still go wrong
     * @param reducer leaves out of a world what nothing can come of any more
     */
    record FaultBudget(int remaining, UnaryOperator<ModelState> reducer) {}

    private record Branch(String event, ModelState to, int faults) {}

    private FaultBranches(FaultBudget budget, List<Branch> all) {
        this.budget = budget;
        this.all = all;
    }

    /** One way, on which this happens; none where too few faults are left for it. */
    static FaultBranches branch(FaultBudget budget, ModelState from, String event, int faults, Consumer<Draft> change) {
        FaultBranches branches = new FaultBranches(budget, new ArrayList<>());
        branches.add(new Branch(event, from, 0), "", faults, change);
        return branches;
    }

    private void add(Branch on, String more, int faults, Consumer<Draft> change) {
        if (on.faults + faults <= budget.remaining) {
            Draft draft = on.to.draft();
            change.accept(draft);
            all.add(new Branch(on.event + more, draft.build(), on.faults + faults));
        }
    }

    private FaultBranches each(BiConsumer<FaultBranches, Branch> more) {
        FaultBranches next = new FaultBranches(budget, new ArrayList<>());
        all.forEach(branch -> more.accept(next, branch));
        return next;
    }

    /** Posts an event: it arrives, is lost, comes late, or comes once more. */
    FaultBranches publishEvent(CardEvent event) {
        String name = event.getClass().getSimpleName();
        return each((next, branch) -> {
            next.add(branch, "", 0, d -> d.log.add(event));
            next.add(branch, ", " + name + " lost", 1, d -> {});
            next.add(branch, ", " + name + " late", 1, d -> d.held.add(event));
            next.add(branch, ", " + name + " repeated", 1, d -> {
                d.log.add(event);
                d.held.add(event);
            });
        });
    }

    /** The agent tells that the card left; what comes of it late is the same as what comes of it never. */
    FaultBranches publishRemoval(ModelAgent agent, WaitingSession waiting) {
        return each((next, branch) -> {
            next.add(branch, "", 0, d -> d.log.add(ModelEvents.removed(agent, waiting)));
            next.add(branch, ", CardRemoved lost", 1, d -> {});
        });
    }

    /** Publishes instructions, each of which may be lost or come twice. */
    FaultBranches publishInstructions(List<ModelInstruction> told) {
        FaultBranches branches = this;
        for (ModelInstruction instruction : told) {
            branches = branches.each((next, branch) -> {
                next.add(branch, "", 0, d -> d.sent.add(instruction));
                next.add(branch, ", instruction lost", 1, d -> {});
                next.add(branch, ", instruction repeated", 1, d -> d.sent.addAll(List.of(instruction, instruction)));
            });
        }
        return branches;
    }

    void addTo(List<Transition<ModelState>> next) {
        addTo(next, null);
    }

    /** All of them, with what must not have happened on the way. */
    void addTo(List<Transition<ModelState>> next, @Nullable String wrong) {
        all.forEach(branch ->
                next.add(new Transition<>(branch.event, budget.reducer.apply(branch.to), branch.faults, wrong)));
    }
}

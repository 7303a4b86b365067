package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.processor.modelcheck.StateSpaceExplorer.Transition;
import org.jspecify.annotations.Nullable;

/** All that can happen to one card, its agents, the messages and the processors; and what must hold. */
final class ModelTransitions implements StateSpaceExplorer.TransitionSystem<ModelState> {
    private final ModelConfig config;
    private final ModelProcessor processor;
    private final StateReducer reducer;

    ModelTransitions(ModelConfig config) {
        this.config = config;
        processor = new ModelProcessor(config);
        reducer = new StateReducer(processor);
    }

    @Override
    public List<Transition<ModelState>> transitions(ModelState state, int left) {
        List<Transition<ModelState>> next = new ArrayList<>();
        FaultBranches.FaultBudget budget = new FaultBranches.FaultBudget(left, reducer);
        for (ModelAgent agent : state.agents()) {
            new AgentTransitions(config, state, agent, budget, next).addAll();
        }
        new ProcessorTransitions(processor, state, budget, next).addAll();
        return next;
    }

    @Override
    public String canonical(ModelState state) {
        return new CanonicalState(state).text();
    }

    @Override
    public @Nullable String violation(ModelState state) {
        return ModelInvariants.findViolation(config, state);
    }

    @Override
    public @Nullable String endDescription(ModelState state) {
        return ModelInvariants.endDescription(state);
    }
}

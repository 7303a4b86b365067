package org.cardroom.processor.modelcheck;

import java.util.List;
import org.cardroom.processor.job.CardEventItemWriter;
import org.cardroom.processor.modelcheck.ModelState.Draft;
import org.cardroom.processor.modelcheck.StateSpaceExplorer.Transition;
import org.jspecify.annotations.Nullable;

/**
 * What the processors can do next, and the messages on their way to them. Which of them does it makes no difference: one
 * that was replaced and does not know it writes what of its poll is not below the stored offset ({@link CardEventItemWriter}), and
 * that is the first of the log, for it as for its successor.
 */
final class ProcessorTransitions {
    private final ModelProcessor processor;
    private final ModelState state;
    private final FaultBranches.FaultBudget budget;
    private final List<Transition<ModelState>> next;

    ProcessorTransitions(
            ModelProcessor processor,
            ModelState state,
            FaultBranches.FaultBudget budget,
            List<Transition<ModelState>> next) {
        this.processor = processor;
        this.state = state;
        this.budget = budget;
        this.next = next;
    }

    private interface PollFunction {
        List<ModelInstruction> of(Draft draft);
    }

    void addAll() {
        for (int count = 1; count <= state.log().size(); count++) {
            int most = count;
            consume("a processor consumes " + count, d -> processor.poll(d, most));
        }
        state.held().stream().distinct().forEach(event -> FaultBranches.branch(
                        budget, state, "a late " + event.getClass().getSimpleName() + " arrives", 0, d -> {
                            d.held.remove(event);
                            d.log.add(event);
                        })
                .addTo(next));
        relay();
    }

    /** By the next owner of the partition, or too late. */
    private void relay() {
        if (!state.outbox().isEmpty()) {
            FaultBranches.branch(budget, state, "the outbox is relayed", 0, d -> d.outbox.clear())
                    .publishInstructions(state.outbox())
                    .addTo(next);
            FaultBranches.branch(budget, state, "the outbox expires", 0, d -> d.outbox.clear())
                    .addTo(next);
        }
    }

    /** Committed and published, or killed in between; killed before the commit, nothing happened. */
    private void consume(String event, PollFunction consuming) {
        Draft draft = state.draft();
        @Nullable String wrong = null;
        List<ModelInstruction> told = List.of();
        try {
            told = consuming.of(draft);
        } catch (IllegalStateException e) {
            wrong = String.valueOf(e.getMessage());
        }
        ModelState after = draft.build();
        List<ModelInstruction> publish = told;
        FaultBranches.branch(budget, after, event, 0, d -> {})
                .publishInstructions(publish)
                .addTo(next, wrong);
        if (!publish.isEmpty()) {
            FaultBranches.branch(
                            budget,
                            after,
                            event + " and is killed before it publishes",
                            1,
                            d -> d.outbox.addAll(publish))
                    .addTo(next, wrong);
        }
    }
}

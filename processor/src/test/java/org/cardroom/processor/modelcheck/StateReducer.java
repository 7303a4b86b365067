package org.cardroom.processor.modelcheck;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardRemoved;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.processor.authentication.ReplayFilter;
import org.cardroom.processor.modelcheck.ModelState.Draft;

/** A world without what nothing can come of any more, so that worlds that differ in nothing else are one. */
final class StateReducer implements UnaryOperator<ModelState> {
    private final ModelProcessor processor;

    StateReducer(ModelProcessor processor) {
        this.processor = processor;
    }

    @Override
    public ModelState apply(ModelState state) {
        Draft draft = state.draft();
        draft.log.removeIf(event -> processor.isInert(state, event));
        draft.held.removeIf(event -> processor.isInert(state, event));
        draft.log.removeIf(event -> event instanceof CardRemoved removed && !tells(removed, draft.log));
        draft.held.removeIf(CardRemoved.class::isInstance);
        draft.sent.removeIf(instruction -> isForNobody(state, instruction));
        draft.outbox.removeIf(instruction -> isForNobody(state, instruction));
        draft.seen.retainAll(mayComeAgain(draft));
        if (ModelInvariants.isEnd(state)) {
            draft.agents.replaceAll(agent -> resting(agent, draft));
        }
        return draft.build();
    }

    /** What came once can come again as long as somebody has it. */
    private static Set<UUID> mayComeAgain(Draft draft) {
        Set<UUID> ids = new HashSet<>();
        for (List<CardEvent> events : List.of(draft.log, draft.held)) {
            events.forEach(event -> ids.addAll(ReplayFilter.replayIds(event)));
        }
        return ids;
    }

    /** It tells something only to who reads it together with an earlier event of its session. */
    private static boolean tells(CardRemoved removed, List<CardEvent> log) {
        return log.subList(0, log.indexOf(removed)).stream()
                .anyMatch(event -> (event instanceof CardInserted inserted
                                && inserted.session().equals(removed.session()))
                        || (event instanceof StepReported report
                                && report.session().equals(removed.session())));
    }

    /** Agents begin at the end of their instructions, and take none that they did not ask for. */
    private static boolean isForNobody(ModelState state, ModelInstruction instruction) {
        return state.agents().stream().noneMatch(agent -> agent.mayTake(instruction));
    }

    /** Once the card has its end, only an instruction that is on its way can still touch it. */
    private static ModelAgent resting(ModelAgent agent, Draft world) {
        boolean waits = world.sent.stream().anyMatch(agent::mayTake)
                || world.outbox.stream().anyMatch(agent::mayTake);
        return waits ? agent : ModelAgent.fresh(agent.name());
    }
}

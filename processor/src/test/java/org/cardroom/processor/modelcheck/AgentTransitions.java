package org.cardroom.processor.modelcheck;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.processor.modelcheck.InstructionExecutionModel.ExecutionEnd;
import org.cardroom.processor.modelcheck.ModelAgent.WaitingSession;
import org.cardroom.processor.modelcheck.ModelState.Draft;
import org.cardroom.processor.modelcheck.StateSpaceExplorer.Transition;
import org.jspecify.annotations.Nullable;

/** What one agent, and the card in it, can do next. */
final class AgentTransitions {
    private final ModelConfig config;
    private final ModelState state;
    private final ModelAgent agent;
    private final int number;
    private final FaultBranches.FaultBudget budget;
    private final List<Transition<ModelState>> next;

    AgentTransitions(
            ModelConfig config,
            ModelState state,
            ModelAgent agent,
            FaultBranches.FaultBudget budget,
            List<Transition<ModelState>> next) {
        this.config = config;
        this.state = state;
        this.agent = agent;
        this.number = state.agents().indexOf(agent);
        this.budget = budget;
        this.next = next;
    }

    void addAll() {
        WaitingSession waiting = agent.waiting();
        if (waiting != null) {
            leaves(waiting);
            givesUp(waiting);
        } else if (state.isCardOut() && !ModelInvariants.isEnd(state)) {
            inserted();
        }
        if (!agent.isFresh()) {
            killed("is killed", agent.journal(), state.chip(), null);
        }
        state.sent().stream()
                .distinct()
                .filter(instruction -> instruction.agent().equals(agent.name()))
                .forEach(this::receives);
    }

    private FaultBranches way(String event, int faults, Consumer<Draft> change) {
        return FaultBranches.branch(budget, state, agent.name() + " " + event, faults, change);
    }

    private void set(Draft draft, ModelAgent after) {
        draft.agents.set(number, after);
    }

    /** A person is slower than any message: what is still under way is late. */
    private void inserted() {
        int faults = state.log().isEmpty() && state.sent().isEmpty() ? 0 : 1;
        if (state.chip().key() == null && config.lost() == ModelConfig.KeyLossBehavior.DRAWS_NOTHING) {
            way("gets a card that draws no challenge", faults, d -> {})
                    .publishEvent(ModelEvents.unfit(agent))
                    .addTo(next);
            return;
        }
        CardInserted event = ModelEvents.inserted(config, agent);
        WaitingSession waiting =
                new WaitingSession(event.session(), event.origin().event(), true);
        way("gets the card", faults, d -> {
                    d.chip = d.chip.withChallenge(waiting.askingEvent());
                    set(d, agent.with(waiting));
                })
                .publishEvent(event)
                .addTo(next);
    }

    private void leaves(WaitingSession waiting) {
        if (waiting.cardPresent()) {
            way("loses the card", 1, d -> {
                        d.chip = d.chip.withoutPower();
                        set(d, agent.with(waiting.gone()));
                    })
                    .addTo(next);
        }
    }

    /** That is a fault where an answer is on its way. */
    private void givesUp(WaitingSession waiting) {
        boolean early = state.log().stream().anyMatch(e -> e.origin().event().equals(waiting.askingEvent()))
                || state.sent().stream().anyMatch(waiting::asked);
        FaultBranches branches = way("gives up waiting", early ? 1 : 0, d -> {
            off(d);
            set(d, agent.givingUp(waiting));
        });
        branches.addTo(next);
        branches.publishRemoval(agent, waiting).addTo(next);
    }

    private void off(Draft draft) {
        if (agent.holdsTheCard()) {
            draft.chip = draft.chip.withoutPower();
        }
    }

    /** It begins at the end of its instructions. */
    private void killed(String event, JournalSnapshot journal, ModelCard card, @Nullable String wrong) {
        for (boolean kept : new boolean[] {true, false}) {
            way(event + ", its journal " + (kept ? "kept" : "lost"), 1, d -> {
                        d.chip = card;
                        off(d);
                        d.sent.removeIf(instruction -> instruction.agent().equals(agent.name()));
                        set(d, agent.with(journal).restarted(kept));
                    })
                    .addTo(next, wrong);
        }
    }

    private void receives(ModelInstruction instruction) {
        WaitingSession waiting = agent.waiting();
        Optional<WaitingSession> late =
                agent.timedOut().stream().filter(s -> s.asked(instruction)).findFirst();
        if (waiting != null && waiting.asked(instruction)) {
            executes(waiting, instruction);
        } else if (late.isPresent()) {
            way("is told too late", 0, d -> {
                        d.sent.remove(instruction);
                        set(d, agent.toldLate(late.get()));
                    })
                    .publishEvent(ModelEvents.report(
                            agent,
                            late.get(),
                            instruction.id(),
                            InstructionProgress.NOT_STARTED,
                            new CardResponse.NotSent("late")))
                    .addTo(next);
        } else {
            way("ignores what it is told", 0, d -> d.sent.remove(instruction)).addTo(next);
        }
    }

    private void executes(WaitingSession waiting, ModelInstruction instruction) {
        if (instruction.type() == null) {
            way("is told no", 0, d -> ended(d, instruction, state.chip(), agent))
                    .publishRemoval(agent, waiting)
                    .addTo(next);
        } else if (!waiting.cardPresent()) {
            misses(waiting, instruction);
        } else if (instruction.type() == InstructionType.REQUEST_MUTUAL_AUTH) {
            proves(waiting, instruction);
        } else {
            for (ExecutionEnd end :
                    InstructionExecutionModel.execute(config, instruction, state.chip(), agent.journal())) {
                carriedOut(waiting, instruction, end);
            }
        }
    }

    /** Its reader may not have noticed yet that the card is not the one that was connected. */
    private void misses(WaitingSession waiting, ModelInstruction instruction) {
        ends(
                waiting,
                instruction,
                ended(
                        "sees that it left",
                        agent.journal(),
                        InstructionProgress.NOT_STARTED,
                        new CardResponse.NotSent("left"),
                        0));
        boolean answers = instruction.type() != InstructionType.REQUEST_MUTUAL_AUTH;
        JournalSnapshot noted = answers
                ? InstructionExecutionModel.noted(agent.journal(), instruction, InstructionProgress.ANSWER)
                : agent.journal();
        InstructionProgress progress = answers ? InstructionProgress.ANSWER : InstructionProgress.NOT_STARTED;
        ends(waiting, instruction, ended("finds that it left", noted, progress, new CardResponse.Removed(), 0));
    }

    private void proves(WaitingSession waiting, ModelInstruction instruction) {
        ends(
                waiting,
                instruction,
                ended("torn", agent.journal(), InstructionProgress.NOT_STARTED, new CardResponse.Removed(), 1));
        asks(
                instruction,
                ended("done", agent.journal(), InstructionProgress.DONE, new CardResponse.Accepted(), 0),
                waiting,
                ModelEvents.proving(config, agent, waiting, instruction));
    }

    private ExecutionEnd ended(
            String how, JournalSnapshot journal, InstructionProgress progress, CardResponse response, int faults) {
        return new ExecutionEnd(how, state.chip(), journal, progress, response, faults > 0);
    }

    private void carriedOut(WaitingSession waiting, ModelInstruction instruction, ExecutionEnd end) {
        if (end.killed()) {
            killed(
                    "is told " + instruction.type() + ", " + end.how(),
                    end.journal(),
                    end.chip(),
                    answeredTwice(instruction));
        } else if (end.goesOn(instruction)) {
            ModelAgent noted = agent.with(end.journal());
            asks(
                    instruction,
                    end,
                    waiting,
                    ModelEvents.asking(
                            noted, waiting, instruction.id(), Objects.requireNonNull(end.stage()), end.said()));
            ends(
                    waiting,
                    instruction,
                    new ExecutionEnd(
                            end.how() + ", then torn", end.chip(), end.journal(), end.stage(), end.said(), true));
        } else {
            ends(waiting, instruction, end);
        }
    }

    /** It has the next challenge, and asks what to do with it. */
    private void asks(ModelInstruction instruction, ExecutionEnd end, WaitingSession waiting, StepReported question) {
        way("is told " + instruction.type() + ", " + end.how(), 0, d -> {
                    d.sent.remove(instruction);
                    d.chip = end.chip().withChallenge(question.origin().event());
                    set(
                            d,
                            agent.with(end.journal())
                                    .with(waiting.asking(question.origin().event())));
                })
                .publishEvent(question)
                .addTo(next, answeredTwice(instruction));
    }

    /** The session is over: it is reported, and the card is taken out. */
    private void ends(WaitingSession waiting, ModelInstruction instruction, ExecutionEnd end) {
        ModelAgent noted = agent.with(end.journal());
        CardEvent report =
                ModelEvents.report(noted, waiting, instruction.id(), Objects.requireNonNull(end.stage()), end.said());
        way(
                        "is told " + instruction.type() + ", " + end.how(),
                        end.fault() ? 1 : 0,
                        d -> ended(d, instruction, end.chip(), noted))
                .publishEvent(report)
                .publishRemoval(agent, waiting)
                .addTo(next, waiting.cardPresent() ? answeredTwice(instruction) : null);
    }

    private void ended(Draft draft, ModelInstruction instruction, ModelCard card, ModelAgent after) {
        draft.sent.remove(instruction);
        draft.chip = card;
        off(draft);
        set(draft, after.with((WaitingSession) null));
    }

    private @Nullable String answeredTwice(ModelInstruction instruction) {
        boolean answers = instruction.type() != InstructionType.REQUEST_MUTUAL_AUTH;
        boolean stale = !instruction.event().equals(state.chip().challengeEvent())
                || state.chip().challengeAnswered();
        return answers && stale ? "a challenge is answered that is not the card's, or was answered" : null;
    }
}

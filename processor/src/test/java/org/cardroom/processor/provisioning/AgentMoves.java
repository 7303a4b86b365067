package org.cardroom.processor.provisioning;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.processor.provisioning.Explorer.Next;
import org.cardroom.processor.provisioning.ModelAgent.Sitting;
import org.cardroom.processor.provisioning.ModelExecution.Ended;
import org.cardroom.processor.provisioning.World.Draft;
import org.jspecify.annotations.Nullable;

/** What one agent, and the card in it, can do next. */
final class AgentMoves {
    private final Setting room;
    private final World world;
    private final ModelAgent agent;
    private final int number;
    private final Ways.Rest rest;
    private final List<Next<World>> next;

    AgentMoves(Setting room, World world, ModelAgent agent, Ways.Rest rest, List<Next<World>> next) {
        this.room = room;
        this.world = world;
        this.agent = agent;
        this.number = world.agents().indexOf(agent);
        this.rest = rest;
        this.next = next;
    }

    void all() {
        Sitting sitting = agent.sitting();
        if (sitting != null) {
            leaves(sitting);
            givesUp(sitting);
        } else if (world.isCardOut() && !Invariants.isEnd(world)) {
            inserted();
        }
        if (!agent.isFresh()) {
            killed("is killed", agent.journal(), world.chip(), null);
        }
        world.sent().stream()
                .distinct()
                .filter(told -> told.agent().equals(agent.name()))
                .forEach(this::told);
    }

    private Ways way(String event, int faults, Consumer<Draft> change) {
        return Ways.of(rest, world, agent.name() + " " + event, faults, change);
    }

    private void set(Draft draft, ModelAgent after) {
        draft.agents.set(number, after);
    }

    /** A person is slower than any message: what is still under way is late. */
    private void inserted() {
        int faults = world.log().isEmpty() && world.sent().isEmpty() ? 0 : 1;
        if (world.chip().key() == null && room.lost() == Setting.Lost.DRAWS_NOTHING) {
            way("gets a card that draws no challenge", faults, d -> {})
                    .posting(ModelEvents.unfit(agent))
                    .into(next);
            return;
        }
        CardInserted event = ModelEvents.inserted(room, agent);
        Sitting sitting = new Sitting(event.session(), event.origin().event(), true);
        way("gets the card", faults, d -> {
                    d.chip = d.chip.drew(sitting.question());
                    set(d, agent.with(sitting));
                })
                .posting(event)
                .into(next);
    }

    private void leaves(Sitting sitting) {
        if (sitting.here()) {
            way("loses the card", 1, d -> {
                        d.chip = d.chip.off();
                        set(d, agent.with(sitting.gone()));
                    })
                    .into(next);
        }
    }

    /** That is a fault where an answer is on its way. */
    private void givesUp(Sitting sitting) {
        boolean early = world.log().stream().anyMatch(e -> e.origin().event().equals(sitting.question()))
                || world.sent().stream().anyMatch(sitting::asked);
        Ways ways = way("gives up waiting", early ? 1 : 0, d -> {
            off(d);
            set(d, agent.givingUp(sitting));
        });
        ways.into(next);
        ways.removed(agent, sitting).into(next);
    }

    private void off(Draft draft) {
        if (agent.holdsTheCard()) {
            draft.chip = draft.chip.off();
        }
    }

    /** It begins at the end of its instructions. */
    private void killed(String event, JournalSnapshot journal, ModelChip chip, @Nullable String wrong) {
        for (boolean kept : new boolean[] {true, false}) {
            way(event + ", its journal " + (kept ? "kept" : "lost"), 1, d -> {
                        d.chip = chip;
                        off(d);
                        d.sent.removeIf(told -> told.agent().equals(agent.name()));
                        set(d, agent.with(journal).restarted(kept));
                    })
                    .into(next, wrong);
        }
    }

    private void told(ModelTold told) {
        Sitting sitting = agent.sitting();
        Optional<Sitting> late =
                agent.givenUp().stream().filter(s -> s.asked(told)).findFirst();
        if (sitting != null && sitting.asked(told)) {
            follows(sitting, told);
        } else if (late.isPresent()) {
            way("is told too late", 0, d -> {
                        d.sent.remove(told);
                        set(d, agent.toldLate(late.get()));
                    })
                    .posting(ModelEvents.report(agent, late.get(), told.id(), InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late")))
                    .into(next);
        } else {
            way("ignores what it is told", 0, d -> d.sent.remove(told)).into(next);
        }
    }

    private void follows(Sitting sitting, ModelTold told) {
        if (told.step() == null) {
            way("is told no", 0, d -> ended(d, told, world.chip(), agent))
                    .removed(agent, sitting)
                    .into(next);
        } else if (!sitting.here()) {
            misses(sitting, told);
        } else if (told.step() == InstructionType.REQUEST_MUTUAL_AUTH) {
            proves(sitting, told);
        } else {
            for (Ended ended : ModelExecution.of(room, told, world.chip(), agent.journal())) {
                carriedOut(sitting, told, ended);
            }
        }
    }

    /** Its reader may not have noticed yet that the card is not the one that was connected. */
    private void misses(Sitting sitting, ModelTold told) {
        ends(sitting, told, ended("sees that it left", agent.journal(), InstructionProgress.NOT_STARTED, new CardResponse.NotSent("left"), 0));
        boolean answers = told.step() != InstructionType.REQUEST_MUTUAL_AUTH;
        JournalSnapshot noted = answers ? ModelExecution.noted(agent.journal(), told, InstructionProgress.ANSWER) : agent.journal();
        InstructionProgress progress = answers ? InstructionProgress.ANSWER : InstructionProgress.NOT_STARTED;
        ends(sitting, told, ended("finds that it left", noted, progress, new CardResponse.Removed(), 0));
    }

    private void proves(Sitting sitting, ModelTold told) {
        ends(sitting, told, ended("torn", agent.journal(), InstructionProgress.NOT_STARTED, new CardResponse.Removed(), 1));
        asks(
                told,
                ended("done", agent.journal(), InstructionProgress.DONE, new CardResponse.Accepted(), 0),
                sitting,
                ModelEvents.proving(room, agent, sitting, told));
    }

    private Ended ended(String how, JournalSnapshot journal, InstructionProgress progress, CardResponse response, int faults) {
        return new Ended(how, world.chip(), journal, progress, response, faults > 0);
    }

    private void carriedOut(Sitting sitting, ModelTold told, Ended ended) {
        if (ended.killed()) {
            killed("is told " + told.step() + ", " + ended.how(), ended.journal(), ended.chip(), answeredTwice(told));
        } else if (ended.goesOn(told)) {
            ModelAgent noted = agent.with(ended.journal());
            asks(
                    told,
                    ended,
                    sitting,
                    ModelEvents.asking(noted, sitting, told.id(), Objects.requireNonNull(ended.stage()), ended.said()));
            ends(
                    sitting,
                    told,
                    new Ended(
                            ended.how() + ", then torn",
                            ended.chip(),
                            ended.journal(),
                            ended.stage(),
                            ended.said(),
                            true));
        } else {
            ends(sitting, told, ended);
        }
    }

    /** It has the next challenge, and asks what to do with it. */
    private void asks(ModelTold told, Ended ended, Sitting sitting, StepReported question) {
        way("is told " + told.step() + ", " + ended.how(), 0, d -> {
                    d.sent.remove(told);
                    d.chip = ended.chip().drew(question.origin().event());
                    set(
                            d,
                            agent.with(ended.journal())
                                    .with(sitting.asking(question.origin().event())));
                })
                .posting(question)
                .into(next, answeredTwice(told));
    }

    /** The session is over: it is reported, and the card is taken out. */
    private void ends(Sitting sitting, ModelTold told, Ended ended) {
        ModelAgent noted = agent.with(ended.journal());
        CardEvent report =
                ModelEvents.report(noted, sitting, told.id(), Objects.requireNonNull(ended.stage()), ended.said());
        way(
                        "is told " + told.step() + ", " + ended.how(),
                        ended.fault() ? 1 : 0,
                        d -> ended(d, told, ended.chip(), noted))
                .posting(report)
                .removed(agent, sitting)
                .into(next, sitting.here() ? answeredTwice(told) : null);
    }

    private void ended(Draft draft, ModelTold told, ModelChip chip, ModelAgent after) {
        draft.sent.remove(told);
        draft.chip = chip;
        off(draft);
        set(draft, after.with((Sitting) null));
    }

    private @Nullable String answeredTwice(ModelTold told) {
        boolean answers = told.step() != InstructionType.REQUEST_MUTUAL_AUTH;
        boolean stale =
                !told.event().equals(world.chip().asked()) || world.chip().answered();
        return answers && stale ? "a challenge is answered that is not the card's, or was answered" : null;
    }
}

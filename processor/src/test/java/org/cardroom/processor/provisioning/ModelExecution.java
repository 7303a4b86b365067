package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;

/** Every way that an instruction can be carried out on a card: each command whole, torn before, inside or after. */
final class ModelExecution {
    private final Setting room;
    private final ModelTold told;
    private final List<Ended> ways = new ArrayList<>();

    /**
     * How it ended.
     *
     * @param stage how far it came; absent where the agent was killed in it
     * @param fault whether something went wrong
     */
    record Ended(
            String how,
            ModelChip chip,
            Journal journal,
            @Nullable Stage stage,
            Said said,
            boolean fault) {
        boolean killed() {
            return stage == null;
        }

        /** Whether the card can be told more, once it has another challenge. */
        boolean goesOn(ModelTold told) {
            boolean refused = stage == Stage.ANSWER && said instanceof Said.Refused;
            return refused || (stage == Stage.DONE && told.step() == Step.PUT_KEY);
        }
    }

    private ModelExecution(Setting room, ModelTold told) {
        this.room = room;
        this.told = told;
    }

    /** The ways of an instruction on a card that is there. */
    static List<Ended> of(Setting room, ModelTold told, ModelChip chip, Journal journal) {
        ModelExecution execution = new ModelExecution(room, told);
        if (execution.objects(chip)) {
            execution.ended("objected to", chip, journal, Stage.NOTHING, new Said.NotAsked("counter"), false);
        } else {
            execution.stage(0, chip, journal);
        }
        return execution.ways;
    }

    private boolean objects(ModelChip chip) {
        return room.tellsPuks()
                && (told.step() == Step.PUT_KEY
                        ? chip.wrongPuks() > 0
                        : !told.puks().isEmpty() && !chip.takes(told.puks(), Setting.MOST_PUKS));
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(List.of(Stage.ANSWER));
        if (told.step() == Step.PUT_KEY) {
            stages.add(Stage.KEY);
        }
        if (told.pin() != null) {
            stages.add(Stage.PIN);
        }
        if (told.nextPuk() > 0) {
            stages.add(Stage.PUK);
        }
        return stages;
    }

    /** Each write is noted in the journal before it is sent. */
    private void stage(int number, ModelChip chip, Journal journal) {
        List<Stage> stages = stages();
        if (number == stages.size()) {
            killed("before its report", chip, journal);
            ended("done", chip, journal, Stage.DONE, new Said.Accepted(), false);
            return;
        }
        Stage stage = stages.get(number);
        if (number > 0) {
            killed("before the note of " + stage, chip, journal);
        }
        Stage unsent = number == 0 ? Stage.NOTHING : stage;
        ended(stage + " cannot be noted", chip, journal, unsent, new Said.NotAsked("journal"), true);
        Journal noted = noted(journal, told, stage);
        killed("after the note of " + stage, chip, noted);
        if (stage == Stage.PIN || stage == Stage.PUK) {
            puks(0, number, stage, chip, noted);
        } else {
            command(number, stage, chip, noted);
        }
    }

    private void command(int number, Stage stage, ModelChip chip, Journal noted) {
        ended("torn before " + stage, chip, noted, stage, new Said.Pulled(), true);
        ModelChip.Reply reply = stage == Stage.ANSWER
                ? chip.answer(Objects.requireNonNull(told.answer()), room.lost())
                : new ModelChip.Reply(chip.put(told.next()), new Said.Accepted());
        if (stage == Stage.KEY && room.tearsInside()) {
            ended("torn inside " + stage, chip.put(null), noted, stage, new Said.Pulled(), true);
        }
        replied(number, stage, reply, noted);
    }

    private void replied(int number, Stage stage, ModelChip.Reply reply, Journal noted) {
        ended("torn after " + stage, reply.chip(), noted, stage, new Said.Pulled(), true);
        if (reply.said() instanceof Said.Accepted) {
            stage(number + 1, reply.chip(), noted);
        } else {
            killed("before its report", reply.chip(), noted);
            ended(stage + " " + reply.said(), reply.chip(), noted, stage, reply.said(), false);
        }
    }

    /** GIDS sets its PIN without a PUK; a PIV card is shown its PUKs in turn. */
    private void puks(int shown, int number, Stage stage, ModelChip chip, Journal noted) {
        String pin = stage == Stage.PIN ? told.pin() : null;
        if (told.puks().isEmpty()) {
            ended("torn before PIN", chip, noted, stage, new Said.Pulled(), true);
            replied(number, stage, new ModelChip.Reply(chip.pinned(told.pin()), new Said.Accepted()), noted);
            return;
        }
        boolean pukIsThere = stage == Stage.PUK && told.pin() != null && chip.puk() == told.nextPuk();
        if (pukIsThere) {
            stage(number + 1, chip, noted);
            return;
        }
        int puk = stage == Stage.PUK && told.pin() != null
                ? chip.puk()
                : told.puks().get(shown);
        ended("torn before " + stage, chip, noted, stage, new Said.Pulled(), true);
        ModelChip.Reply reply = chip.shown(puk, pin, told.nextPuk());
        boolean more =
                reply.said() instanceof Said.Refused && shown + 1 < told.puks().size();
        if (more) {
            puks(shown + 1, number, stage, reply.chip(), noted);
        } else {
            replied(number, stage, reply, noted);
        }
    }

    static Journal noted(Journal journal, ModelTold told, Stage stage) {
        List<Journal.Write> writes = new ArrayList<>(journal.writes());
        writes.add(new Journal.Write(told.id(), stage));
        return new Journal(journal.id(), writes);
    }

    private void killed(String when, ModelChip chip, Journal journal) {
        ways.add(new Ended("the agent is killed " + when, chip, journal, null, new Said.Pulled(), true));
    }

    private void ended(String how, ModelChip chip, Journal journal, Stage stage, Said said, boolean fault) {
        ways.add(new Ended(how, chip, journal, stage, said, fault));
    }
}

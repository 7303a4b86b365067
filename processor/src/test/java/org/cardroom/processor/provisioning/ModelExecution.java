package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
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
            JournalSnapshot journal,
            @Nullable InstructionProgress stage,
            CardResponse said,
            boolean fault) {
        boolean killed() {
            return stage == null;
        }

        /** Whether the card can be told more, once it has another challenge. */
        boolean goesOn(ModelTold told) {
            boolean refused = stage == InstructionProgress.ANSWER && said instanceof CardResponse.Refused;
            return refused || (stage == InstructionProgress.DONE && told.step() == InstructionType.PUT_KEY);
        }
    }

    private ModelExecution(Setting room, ModelTold told) {
        this.room = room;
        this.told = told;
    }

    /** The ways of an instruction on a card that is there. */
    static List<Ended> of(Setting room, ModelTold told, ModelChip chip, JournalSnapshot journal) {
        ModelExecution execution = new ModelExecution(room, told);
        if (execution.objects(chip)) {
            execution.ended("objected to", chip, journal, InstructionProgress.NOT_STARTED, new CardResponse.NotSent("counter"), false);
        } else {
            execution.stage(0, chip, journal);
        }
        return execution.ways;
    }

    private boolean objects(ModelChip chip) {
        return room.tellsPuks()
                && (told.step() == InstructionType.PUT_KEY
                        ? chip.wrongPuks() > 0
                        : !told.puks().isEmpty() && !chip.takes(told.puks(), Setting.MOST_PUKS));
    }

    private List<InstructionProgress> stages() {
        List<InstructionProgress> stages = new ArrayList<>(List.of(InstructionProgress.ANSWER));
        if (told.step() == InstructionType.PUT_KEY) {
            stages.add(InstructionProgress.KEY);
        }
        if (told.pin() != null) {
            stages.add(InstructionProgress.PIN);
        }
        if (told.nextPuk() > 0) {
            stages.add(InstructionProgress.PUK);
        }
        return stages;
    }

    /** Each write is noted in the journal before it is sent. */
    private void stage(int number, ModelChip chip, JournalSnapshot journal) {
        List<InstructionProgress> stages = stages();
        if (number == stages.size()) {
            killed("before its report", chip, journal);
            ended("done", chip, journal, InstructionProgress.DONE, new CardResponse.Accepted(), false);
            return;
        }
        InstructionProgress progress = stages.get(number);
        if (number > 0) {
            killed("before the note of " + progress, chip, journal);
        }
        InstructionProgress unsent = number == 0 ? InstructionProgress.NOT_STARTED : progress;
        ended(progress + " cannot be noted", chip, journal, unsent, new CardResponse.NotSent("journal"), true);
        JournalSnapshot noted = noted(journal, told, progress);
        killed("after the note of " + progress, chip, noted);
        if (progress == InstructionProgress.PIN || progress == InstructionProgress.PUK) {
            puks(0, number, progress, chip, noted);
        } else {
            command(number, progress, chip, noted);
        }
    }

    private void command(int number, InstructionProgress progress, ModelChip chip, JournalSnapshot noted) {
        ended("torn before " + progress, chip, noted, progress, new CardResponse.Removed(), true);
        ModelChip.Reply reply = progress == InstructionProgress.ANSWER
                ? chip.answer(Objects.requireNonNull(told.answer()), room.lost())
                : new ModelChip.Reply(chip.put(told.next()), new CardResponse.Accepted());
        if (progress == InstructionProgress.KEY && room.tearsInside()) {
            ended("torn inside " + progress, chip.put(null), noted, progress, new CardResponse.Removed(), true);
        }
        replied(number, progress, reply, noted);
    }

    private void replied(int number, InstructionProgress progress, ModelChip.Reply reply, JournalSnapshot noted) {
        ended("torn after " + progress, reply.chip(), noted, progress, new CardResponse.Removed(), true);
        if (reply.said() instanceof CardResponse.Accepted) {
            stage(number + 1, reply.chip(), noted);
        } else {
            killed("before its report", reply.chip(), noted);
            ended(progress + " " + reply.said(), reply.chip(), noted, progress, reply.said(), false);
        }
    }

    /** GIDS sets its PIN without a PUK; a PIV card is shown its PUKs in turn. */
    private void puks(int shown, int number, InstructionProgress progress, ModelChip chip, JournalSnapshot noted) {
        String pin = progress == InstructionProgress.PIN ? told.pin() : null;
        if (told.puks().isEmpty()) {
            ended("torn before PIN", chip, noted, progress, new CardResponse.Removed(), true);
            replied(number, progress, new ModelChip.Reply(chip.pinned(told.pin()), new CardResponse.Accepted()), noted);
            return;
        }
        boolean pukIsThere = progress == InstructionProgress.PUK && told.pin() != null && chip.puk() == told.nextPuk();
        if (pukIsThere) {
            stage(number + 1, chip, noted);
            return;
        }
        int puk = progress == InstructionProgress.PUK && told.pin() != null
                ? chip.puk()
                : told.puks().get(shown);
        ended("torn before " + progress, chip, noted, progress, new CardResponse.Removed(), true);
        ModelChip.Reply reply = chip.shown(puk, pin, told.nextPuk());
        boolean more =
                reply.said() instanceof CardResponse.Refused && shown + 1 < told.puks().size();
        if (more) {
            puks(shown + 1, number, progress, reply.chip(), noted);
        } else {
            replied(number, progress, reply, noted);
        }
    }

    static JournalSnapshot noted(JournalSnapshot journal, ModelTold told, InstructionProgress progress) {
        List<JournalSnapshot.JournalledWrite> writes = new ArrayList<>(journal.writes());
        writes.add(new JournalSnapshot.JournalledWrite(told.id(), progress));
        return new JournalSnapshot(journal.id(), writes);
    }

    private void killed(String when, ModelChip chip, JournalSnapshot journal) {
        ways.add(new Ended("the agent is killed " + when, chip, journal, null, new CardResponse.Removed(), true));
    }

    private void ended(String how, ModelChip chip, JournalSnapshot journal, InstructionProgress progress, CardResponse response, boolean fault) {
        ways.add(new Ended(how, chip, journal, progress, response, fault));
    }
}

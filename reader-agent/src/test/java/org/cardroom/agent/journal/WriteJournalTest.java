package org.cardroom.agent.journal;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteJournalTest {
    private static final CardId CARD = new CardId("A1".repeat(16));
    private static final CardId OTHER = new CardId("B2".repeat(16));
    private static final UUID INSTRUCTION = UuidGenerator.next();

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("journal");
    }

    /** Reopens the journal as a restarted agent does. */
    private JournalSnapshot recalled(CardId card) {
        try (WriteJournal journal = WriteJournal.open(path())) {
            return journal.snapshot(card);
        }
    }

    private UUID written() throws IOException {
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.recordIntent(CARD, INSTRUCTION, InstructionProgress.KEY);
            journal.recordIntent(OTHER, INSTRUCTION, InstructionProgress.KEY);
            journal.recordIntent(CARD, INSTRUCTION, InstructionProgress.PIN);
            return journal.snapshot(CARD).id();
        }
    }

    @Test
    void isOnTheDiskBeforeTheWriteIsSent() throws IOException {
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.recordIntent(CARD, INSTRUCTION, InstructionProgress.KEY);
            assertThat(Files.readString(path())).contains("write " + CARD + " " + INSTRUCTION + " KEY");
        }
    }

    @Test
    void tellsTheWritesOfACardInTheirOrder() throws IOException {
        UUID id = written();
        JournalSnapshot.JournalledWrite key = new JournalSnapshot.JournalledWrite(INSTRUCTION, InstructionProgress.KEY);
        JournalSnapshot.JournalledWrite pin = new JournalSnapshot.JournalledWrite(INSTRUCTION, InstructionProgress.PIN);
        assertThat(recalled(CARD)).isEqualTo(new JournalSnapshot(id, List.of(key, pin)));
        assertThat(recalled(OTHER)).isEqualTo(new JournalSnapshot(id, List.of(key)));
    }

    @Test
    void ignoresALineThatWasHalfWritten() throws IOException {
        written();
        String text = Files.readString(path());
        for (int cut = 1; cut < 40; cut++) {
            Files.writeString(path(), text.substring(0, text.length() - cut));
            assertThat(recalled(CARD).writes())
                    .containsExactly(new JournalSnapshot.JournalledWrite(INSTRUCTION, InstructionProgress.KEY));
        }
    }

    @Test
    void writesOnAfterALineThatWasHalfWritten() throws IOException {
        written();
        Files.writeString(path(), "write A1A1", APPEND);
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.recordIntent(CARD, INSTRUCTION, InstructionProgress.PUK);
        }
        assertThat(recalled(CARD).writes())
                .extracting(JournalSnapshot.JournalledWrite::stage)
                .containsExactly(InstructionProgress.KEY, InstructionProgress.PIN, InstructionProgress.PUK);
    }

    @Test
    void isAnotherMemoryOnceItIsDamaged() throws IOException {
        UUID id = written();
        Files.writeString(path(), Files.readString(path()).replaceFirst("KEY", "PIN"));
        assertThat(recalled(CARD).id()).isNotEqualTo(id);
        assertThat(folder.resolve("journal.damaged")).exists();
    }

    @Test
    void isAnotherMemoryOnceItIsLost() throws IOException {
        UUID id = written();
        Files.delete(path());
        assertThat(recalled(CARD).id()).isNotEqualTo(id);
        assertThat(recalled(CARD).writes()).isEmpty();
    }

    /** The final report may still be lost. */
    @Test
    void remembersACardThatWasDoneALittleAgo() throws IOException {
        UUID id = written();
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.markDone(CARD);
            assertThat(journal.snapshot(CARD).mayHaveWritten(INSTRUCTION, InstructionProgress.PIN))
                    .isTrue();
        }
        assertThat(recalled(CARD).id()).isEqualTo(id);
        assertThat(recalled(CARD).writes()).hasSize(2);
    }

    @Test
    void forgetsACardOnceFiveHundredOthersAreDone() throws IOException {
        written();
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.markDone(CARD);
            doneAfterIt(journal, 500);
            assertThat(journal.snapshot(CARD).writes()).isEmpty();
        }
        assertThat(recalled(CARD).writes()).isEmpty();
        assertThat(recalled(OTHER).writes()).hasSize(1);
    }

    @Test
    void remembersACardThatWasDoneAndIsNotAnyMore() throws IOException {
        written();
        try (WriteJournal journal = WriteJournal.open(path())) {
            journal.markDone(CARD);
            journal.recordIntent(CARD, UuidGenerator.next(), InstructionProgress.ANSWER);
            doneAfterIt(journal, 500);
            assertThat(journal.snapshot(CARD).writes()).hasSize(3);
        }
    }

    private static void doneAfterIt(WriteJournal journal, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            CardId card = new CardId("%032X".formatted(i));
            journal.recordIntent(card, INSTRUCTION, InstructionProgress.ANSWER);
            journal.markDone(card);
        }
    }

    @Test
    void carriesTheLastSixtyFourWrites() throws IOException {
        try (WriteJournal journal = WriteJournal.open(path())) {
            for (int i = 0; i < 70; i++) {
                journal.recordIntent(CARD, INSTRUCTION, i < 6 ? InstructionProgress.KEY : InstructionProgress.PIN);
            }
            assertThat(journal.snapshot(CARD).writes())
                    .hasSize(64)
                    .doesNotContain(new JournalSnapshot.JournalledWrite(INSTRUCTION, InstructionProgress.KEY));
        }
    }

    @Test
    void staysSmallOverThousandsOfCards() throws IOException {
        try (WriteJournal journal = WriteJournal.open(path())) {
            for (int i = 0; i < 8_000; i++) {
                journal.markDone(CARD);
            }
            journal.recordIntent(CARD, INSTRUCTION, InstructionProgress.KEY);
        }
        assertThat(Files.size(path())).isLessThan(1024 * 1024);
        assertThat(recalled(CARD).writes()).hasSize(1);
    }

    @Test
    void refusesAJournalThatAnotherAgentUses() {
        try (WriteJournal journal = WriteJournal.open(path())) {
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> WriteJournal.open(path()))
                    .withMessage("another agent uses the journal " + path());
            assertThat(journal.snapshot(CARD).writes()).isEmpty();
        }
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere").resolve("journal");
        assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> WriteJournal.open(nowhere));
    }
}

package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTest {
    @TempDir
    private Path folder;

    private WriteJournal journal;

    @BeforeEach
    void openTheJournal() {
        journal = WriteJournal.at(folder.resolve("journal"));
    }

    @AfterEach
    void closeTheJournal() {
        journal.close();
    }

    private static Challenge challenge(SmartCard card) {
        return ((SmartCard.Drawn.Fresh) card.challenge()).challenge();
    }

    private static AuthenticationResponse answer(SmartCard card, Challenge challenge) {
        return Issuing.initial(card.kind(), KeyAlgorithm.TDES).respond(challenge);
    }

    private Reached carryOut(SmartCard card, InstructionType step, Challenge challenge, Instruction instruction) {
        InstructionEnvelope envelope = new InstructionEnvelope(
                1, UuidGenerator.next(), "agent-1", "AB".repeat(32), UuidGenerator.next(), UuidGenerator.next(), card.id(), step, challenge, 4000);
        return Execution.of(new ReceivedInstruction(envelope, instruction, Duration.ZERO), card, journal);
    }

    private Reached putKey(SmartCard card, AdminKey replacement) {
        Challenge challenge = challenge(card);
        return carryOut(card, InstructionType.PUT_KEY, challenge, new Instruction.PutKey(answer(card, challenge), replacement));
    }

    private Reached setPin(SmartCard card, boolean pin, boolean puk) {
        Challenge challenge = challenge(card);
        Instruction setPin = new Instruction.SetPin(
                answer(card, challenge),
                pin ? Issuing.pin(Issuing.PIN) : null,
                puk ? List.of(Issuing.pin("12345678")) : List.of(),
                puk ? Issuing.pin(Issuing.PUK) : null);
        return carryOut(card, InstructionType.SET_PIN, challenge, setPin);
    }

    private List<InstructionProgress> noted(SmartCard card) {
        return journal.of(card.id()).writes().stream().map(JournalSnapshot.JournalledWrite::stage).toList();
    }

    @Test
    void notesTheKeyAndWritesIt() {
        SmartCard card = Proof.card(NewCard.gids().make());
        assertThat(putKey(card, Issuing.replacement(KeyAlgorithm.TDES)).stage()).isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER, InstructionProgress.KEY);
    }

    @Test
    void notesPinAndPukOfAPivCard() {
        SmartCard card = Proof.card(NewCard.piv().make());
        assertThat(setPin(card, true, true).stage()).isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER, InstructionProgress.PIN, InstructionProgress.PUK);
    }

    @Test
    void replacesOnlyThePukWhereTheUserMakesThePin() {
        VirtualCard virtual = NewCard.piv().make();
        SmartCard card = Proof.card(virtual);
        assertThat(setPin(card, false, true).stage()).isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER, InstructionProgress.PUK);
        assertThat(virtual.pinWrites()).isZero();
    }

    @Test
    void onlyProvesTheKeyOfAGidsCardWhoseUserMakesThePin() {
        VirtualCard virtual = NewCard.gids().make();
        SmartCard card = Proof.card(virtual);
        assertThat(setPin(card, false, false)).isEqualTo(new Reached(InstructionProgress.DONE, new CardResponse.Accepted()));
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER);
    }

    @Test
    void notesOnlyTheAnswerIfItIsRefused() {
        SmartCard card = Proof.card(NewCard.gids().adminKey("5A".repeat(24)).make());
        assertThat(putKey(card, Issuing.replacement(KeyAlgorithm.TDES)))
                .isEqualTo(new Reached(InstructionProgress.ANSWER, new CardResponse.Refused(null)));
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER);
    }

    @Test
    void answersNothingThatItCannotNote() {
        VirtualCard virtual = NewCard.gids().make();
        SmartCard card = Proof.card(virtual);
        journal.close();
        assertThat(putKey(card, Issuing.replacement(KeyAlgorithm.TDES)))
                .isEqualTo(new Reached(InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the journal cannot be written")));
        assertThat(virtual.keyWrites()).isZero();
        assertThat(virtual.wrongAnswers()).isZero();
    }

    @Test
    void spendsNoTryOnWhatTheCardCannotTake() {
        SmartCard card = Proof.card(NewCard.gids().adminTries(1).make());
        Reached reached = putKey(card, Issuing.replacement(KeyAlgorithm.AES_192));
        assertThat(reached.stage()).isEqualTo(InstructionProgress.NOT_STARTED);
        assertThat(reached.said()).isInstanceOf(CardResponse.NotSent.class);
        assertThat(noted(card)).isEmpty();
    }

    @Test
    void refusesAnInstructionOfAnotherStep() {
        SmartCard card = Proof.card(NewCard.gids().make());
        Challenge challenge = challenge(card);
        Instruction setPin = new Instruction.SetPin(answer(card, challenge), null, List.of(), null);
        assertThat(carryOut(card, InstructionType.PUT_KEY, challenge, setPin).stage()).isEqualTo(InstructionProgress.NOT_STARTED);
    }
}

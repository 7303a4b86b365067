package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionExecutorTest {
    @TempDir
    private Path folder;

    private WriteJournal journal;

    @BeforeEach
    void openTheJournal() {
        journal = WriteJournal.open(folder.resolve("journal"));
    }

    @AfterEach
    void closeTheJournal() {
        journal.close();
    }

    private static Challenge challenge(SmartCard card) {
        return ((SmartCard.ChallengeResult.CardChallenge) card.requestChallenge()).challenge();
    }

    private static AuthenticationResponse answer(SmartCard card, Challenge challenge) {
        return IssuanceScript.initial(card.kind(), KeyAlgorithm.TDES).respond(challenge);
    }

    private ExecutionResult carryOut(
            SmartCard card, InstructionType step, Challenge challenge, Instruction instruction) {
        InstructionEnvelope envelope = new InstructionEnvelope(
                1,
                UuidGenerator.next(),
                "agent-1",
                "AB".repeat(32),
                UuidGenerator.next(),
                UuidGenerator.next(),
                card.id(),
                step,
                challenge,
                4000);
        return InstructionExecutor.execute(
                new ReceivedInstruction(envelope, instruction, Duration.ZERO), card, journal);
    }

    private ExecutionResult putKey(SmartCard card, AdminKey replacement) {
        Challenge challenge = challenge(card);
        return carryOut(
                card, InstructionType.PUT_KEY, challenge, new Instruction.PutKey(answer(card, challenge), replacement));
    }

    private ExecutionResult setPin(SmartCard card, boolean pin, boolean puk) {
        Challenge challenge = challenge(card);
        Instruction setPin = new Instruction.SetPin(
                answer(card, challenge),
                pin ? IssuanceScript.pin(IssuanceScript.PIN) : null,
                puk ? List.of(IssuanceScript.pin("12345678")) : List.of(),
                puk ? IssuanceScript.pin(IssuanceScript.PUK) : null);
        return carryOut(card, InstructionType.SET_PIN, challenge, setPin);
    }

    private List<InstructionProgress> noted(SmartCard card) {
        return journal.snapshot(card.id()).writes().stream()
                .map(JournalSnapshot.JournalledWrite::stage)
                .toList();
    }

    @Test
    void notesTheKeyAndWritesIt() {
        SmartCard card = CardStateAssert.connect(VirtualCardBuilder.gids().build());
        assertThat(putKey(card, IssuanceScript.replacement(KeyAlgorithm.TDES)).progress())
                .isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER, InstructionProgress.KEY);
    }

    @Test
    void notesPinAndPukOfAPivCard() {
        SmartCard card = CardStateAssert.connect(VirtualCardBuilder.piv().build());
        assertThat(setPin(card, true, true).progress()).isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card))
                .containsExactly(InstructionProgress.ANSWER, InstructionProgress.PIN, InstructionProgress.PUK);
    }

    @Test
    void replacesOnlyThePukWhereTheUserMakesThePin() {
        VirtualCard virtual = VirtualCardBuilder.piv().build();
        SmartCard card = CardStateAssert.connect(virtual);
        assertThat(setPin(card, false, true).progress()).isEqualTo(InstructionProgress.DONE);
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER, InstructionProgress.PUK);
        assertThat(virtual.pinWrites()).isZero();
    }

    @Test
    void onlyProvesTheKeyOfAGidsCardWhoseUserMakesThePin() {
        VirtualCard virtual = VirtualCardBuilder.gids().build();
        SmartCard card = CardStateAssert.connect(virtual);
        assertThat(setPin(card, false, false))
                .isEqualTo(new ExecutionResult(InstructionProgress.DONE, new CardResponse.Accepted()));
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER);
    }

    @Test
    void notesOnlyTheAnswerIfItIsRefused() {
        SmartCard card = CardStateAssert.connect(
                VirtualCardBuilder.gids().adminKey("5A".repeat(24)).build());
        assertThat(putKey(card, IssuanceScript.replacement(KeyAlgorithm.TDES)))
                .isEqualTo(new ExecutionResult(InstructionProgress.ANSWER, new CardResponse.Refused(null)));
        assertThat(noted(card)).containsExactly(InstructionProgress.ANSWER);
    }

    @Test
    void answersNothingThatItCannotNote() {
        VirtualCard virtual = VirtualCardBuilder.gids().build();
        SmartCard card = CardStateAssert.connect(virtual);
        journal.close();
        assertThat(putKey(card, IssuanceScript.replacement(KeyAlgorithm.TDES)))
                .isEqualTo(new ExecutionResult(
                        InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the journal cannot be written")));
        assertThat(virtual.keyWrites()).isZero();
        assertThat(virtual.wrongAnswers()).isZero();
    }

    @Test
    void spendsNoTryOnWhatTheCardCannotTake() {
        SmartCard card =
                CardStateAssert.connect(VirtualCardBuilder.gids().adminTries(1).build());
        ExecutionResult executionResult = putKey(card, IssuanceScript.replacement(KeyAlgorithm.AES_192));
        assertThat(executionResult.progress()).isEqualTo(InstructionProgress.NOT_STARTED);
        assertThat(executionResult.response()).isInstanceOf(CardResponse.NotSent.class);
        assertThat(noted(card)).isEmpty();
    }

    @Test
    void refusesAnInstructionOfAnotherStep() {
        SmartCard card = CardStateAssert.connect(VirtualCardBuilder.gids().build());
        Challenge challenge = challenge(card);
        Instruction setPin = new Instruction.SetPin(answer(card, challenge), null, List.of(), null);
        assertThat(carryOut(card, InstructionType.PUT_KEY, challenge, setPin).progress())
                .isEqualTo(InstructionProgress.NOT_STARTED);
    }
}

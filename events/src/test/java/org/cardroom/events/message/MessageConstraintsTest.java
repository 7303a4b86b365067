package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageConstraintsTest {
    private static EventHeader from(String agent, String slot) {
        return new EventHeader(1, MessageFixtures.EVENT, agent, MessageFixtures.CHANNEL, slot, MessageFixtures.AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "-x", "with space", "\u00e4gent"})
    void refusesANameThatCouldNotBeATopicOrAFile(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(name, "slot-1"))
                .withMessageContaining("agent must be 1 to 63");
    }

    @Test
    void refusesALongSlotName() {
        assertThatIllegalArgumentException().isThrownBy(() -> from("agent", "s".repeat(64)));
    }

    @Test
    void cutsLongReasonsAndHidesControlCharacters() {
        CardEvent.SlotStatusChanged status = new CardEvent.SlotStatusChanged(
                MessageFixtures.ORIGIN, SlotState.FAULT, null, "a\u001b[2J" + "x".repeat(300));
        assertThat(status.reason()).hasSize(200).startsWith("a?[2Jxxx");
    }

    @Test
    void carriesAtMost64Writes() {
        List<JournalSnapshot.JournalledWrite> writes = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            writes.add(new JournalSnapshot.JournalledWrite(UUID.randomUUID(), InstructionProgress.KEY));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JournalSnapshot(MessageFixtures.JOURNAL, writes))
                .withMessage("a journal carries at most 64 writes, this has 65");
    }

    @Test
    void knowsWhatTheJournalDoesNotRuleOut() {
        JournalSnapshot journal = MessageFixtures.journal(
                new JournalSnapshot.JournalledWrite(MessageFixtures.INSTRUCTION, InstructionProgress.KEY));
        assertThat(journal.mayHaveWritten(MessageFixtures.INSTRUCTION, InstructionProgress.KEY))
                .isTrue();
        assertThat(journal.mayHaveWritten(MessageFixtures.INSTRUCTION, InstructionProgress.PUK))
                .isFalse();
        assertThat(journal.mayHaveWritten(MessageFixtures.EVENT, InstructionProgress.KEY))
                .isFalse();
    }

    @Test
    void keysACardsEventsByItsId() {
        assertThat(MessageFixtures.inserted().recordKey()).isEqualTo(MessageFixtures.CARD.hex());
        assertThat(MessageFixtures.removed().recordKey()).isEqualTo(MessageFixtures.CARD.hex());
        assertThat(MessageFixtures.status().recordKey()).isEqualTo("agent-1/slot-1");
        assertThat(MessageFixtures.blank().recordKey()).isEqualTo("agent-1/slot-1");
    }

    @Test
    void countsAnAnswerAsAcceptedFromTheNextStageOn() {
        for (InstructionProgress progress :
                List.of(InstructionProgress.KEY, InstructionProgress.PIN, InstructionProgress.PUK)) {
            assertThat(report(progress).answerAccepted()).isTrue();
        }
        assertThat(report(InstructionProgress.ANSWER).answerAccepted()).isFalse();
        assertThat(report(InstructionProgress.NOT_STARTED).answerAccepted()).isFalse();
    }

    private static CardEvent.StepReported report(InstructionProgress progress) {
        return new CardEvent.StepReported(
                MessageFixtures.ORIGIN,
                MessageFixtures.SESSION,
                MessageFixtures.CARD,
                MessageFixtures.INSTRUCTION,
                progress,
                new CardResponse.Removed(),
                null,
                MessageFixtures.journal());
    }

    @Test
    void refusesTheAgentsChallengeWithoutTheCards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardEvent.StepReported(
                        MessageFixtures.ORIGIN,
                        MessageFixtures.SESSION,
                        MessageFixtures.CARD,
                        MessageFixtures.INSTRUCTION,
                        InstructionProgress.DONE,
                        new CardResponse.Accepted(),
                        null,
                        MessageFixtures.CHALLENGE,
                        MessageFixtures.journal()))
                .withMessageContaining("goes with the card's challenge");
    }

    @Test
    void refusesANextPukWithoutAKnownOne() {
        Pin puk = Pin.of(new byte[] {'1', '2', '3', '4', '5', '6', '7', '8'});
        var answer = AdminKey.of(KeyAlgorithm.TDES, new byte[24]).respond(MessageFixtures.CHALLENGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instruction.SetPin(answer, null, List.of(), puk))
                .withMessageContaining("one or two candidates");
    }

    @Test
    void drawsIdsInOrderOfTime() {
        UUID first = UuidGenerator.next();
        UUID second = UuidGenerator.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void refusesABodyThatIsNotBase64() {
        SealedInstruction sealed = new SealedInstruction(MessageFixtures.envelope(), "not base64!");
        assertThatIllegalArgumentException().isThrownBy(sealed::decodeBody);
    }
}

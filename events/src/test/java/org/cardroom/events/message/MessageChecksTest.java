package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageChecksTest {
    private static Origin from(String agent, String slot) {
        return new Origin(1, Samples.EVENT, agent, Samples.CHANNEL, slot, Samples.AT);
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
        CardEvent.AgentStatus status =
                new CardEvent.AgentStatus(Samples.ORIGIN, SlotState.FAULT, null, "a\u001b[2J" + "x".repeat(300));
        assertThat(status.reason()).hasSize(200).startsWith("a?[2Jxxx");
    }

    @Test
    void carriesAtMost64Writes() {
        List<Journal.Write> writes = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            writes.add(new Journal.Write(UUID.randomUUID(), Stage.KEY));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Journal(Samples.JOURNAL, writes))
                .withMessage("a journal carries at most 64 writes, this has 65");
    }

    @Test
    void knowsWhatTheJournalDoesNotRuleOut() {
        Journal journal = Samples.journal(new Journal.Write(Samples.INSTRUCTION, Stage.KEY));
        assertThat(journal.sent(Samples.INSTRUCTION, Stage.KEY)).isTrue();
        assertThat(journal.sent(Samples.INSTRUCTION, Stage.PUK)).isFalse();
        assertThat(journal.sent(Samples.EVENT, Stage.KEY)).isFalse();
    }

    @Test
    void keysACardsEventsByItsId() {
        assertThat(Samples.inserted().recordKey()).isEqualTo(Samples.CARD.hex());
        assertThat(Samples.removed().recordKey()).isEqualTo(Samples.CARD.hex());
        assertThat(Samples.status().recordKey()).isEqualTo("agent-1/slot-1");
        assertThat(Samples.blank().recordKey()).isEqualTo("agent-1/slot-1");
    }

    @Test
    void countsAnAnswerAsAcceptedFromTheNextStageOn() {
        for (Stage stage : List.of(Stage.KEY, Stage.PIN, Stage.PUK)) {
            assertThat(report(stage).answerAccepted()).isTrue();
        }
        assertThat(report(Stage.ANSWER).answerAccepted()).isFalse();
        assertThat(report(Stage.NOTHING).answerAccepted()).isFalse();
    }

    private static CardEvent.StepReported report(Stage stage) {
        return new CardEvent.StepReported(
                Samples.ORIGIN,
                Samples.SESSION,
                Samples.CARD,
                Samples.INSTRUCTION,
                stage,
                new Said.Pulled(),
                null,
                Samples.journal());
    }

    @Test
    void refusesTheAgentsChallengeWithoutTheCards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardEvent.StepReported(
                        Samples.ORIGIN,
                        Samples.SESSION,
                        Samples.CARD,
                        Samples.INSTRUCTION,
                        Stage.DONE,
                        new Said.Accepted(),
                        null,
                        Samples.CHALLENGE,
                        Samples.journal()))
                .withMessageContaining("goes with the card's");
    }

    @Test
    void refusesANextPukWithoutAKnownOne() {
        Pin puk = Pin.of(new byte[] {'1', '2', '3', '4', '5', '6', '7', '8'});
        var answer = AdminKey.of(KeyAlgorithm.TDES, new byte[24]).answer(Samples.CHALLENGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instruction.SetPin(answer, null, List.of(), puk))
                .withMessageContaining("one or two candidates");
    }

    @Test
    void drawsIdsInOrderOfTime() {
        UUID first = Ids.next();
        UUID second = Ids.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void refusesABodyThatIsNotBase64() {
        SealedInstruction sealed = new SealedInstruction(Samples.envelope(), "not base64!");
        assertThatIllegalArgumentException().isThrownBy(sealed::sealed);
    }
}

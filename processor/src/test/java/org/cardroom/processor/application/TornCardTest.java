package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that were torn out, and what they get when they are put in again. */
class TornCardTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final String NEXT = "8899AABBCCDDEEFF";
    /** To {@link #FIRST} and {@link #NEXT} under the initial key of zeros. */
    private static final String INITIAL_TO_FIRST = "74f4ae777aa431e8";

    private final ProcessorFixture processor = new ProcessorFixture();
    private UUID request;

    @BeforeEach
    void request() {
        request = processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
    }

    @AfterEach
    void close() {
        processor.close();
    }

    private SealedInstruction putIn(FakeAgent agent, JournalSnapshot.JournalledWrite... writes) {
        return processor.processAndGetInstruction(agent, agent.insert(CardKind.GIDS, CARD, FIRST, writes));
    }

    /** Stores a held PIN that cannot be opened. */
    private void replaceHeldPin(Card row) {
        Card replaced = row.withHeldPin("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        StatementBatch.singleUpdate(
                processor.store, batch -> new CardRepository(processor.store).save(List.of(replaced), batch));
    }

    private SealedInstruction putIn() {
        return putIn(processor.agent);
    }

    private void reported(SealedInstruction told, InstructionProgress progress, CardResponse response) {
        processor.process(processor.agent, processor.agent.report(told, progress, response, null));
        assertThat(processor.newlyPublished()).isEmpty();
    }

    private SealedInstruction refused(SealedInstruction told) {
        return processor.processAndGetInstruction(
                processor.agent.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(null), FIRST));
    }

    private void isUnderTheProposedKey(FakeAgent agent, SealedInstruction told) {
        Instruction.SetPin setPin = (Instruction.SetPin) agent.open(told);
        String derived = TestKeystores.revealed(processor
                .keys
                .masterKeys()
                .deriveAdminKey(new AdminKeyRef(1, 1), CardKind.GIDS, CARD, KeyAlgorithm.TDES)
                .respond(new Challenge(FIRST)));
        assertThat(TestKeystores.revealed(setPin.answer())).isEqualTo(derived);
    }

    private void isUnderTheConfirmedKey(SealedInstruction told) {
        Instruction.PutKey putKey = (Instruction.PutKey) processor.agent.open(told);
        assertThat(TestKeystores.revealed(putKey.answer())).isEqualTo(INITIAL_TO_FIRST);
    }

    @Test
    void triesTheProposedKeyFirstAfterATearAtTheKey() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        isUnderTheProposedKey(processor.agent, putIn());
    }

    @Test
    void putsTheKeyUnderTheConfirmedOneWhereTheProposedIsRefused() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        isUnderTheConfirmedKey(refused(putIn()));
    }

    @Test
    void setsAsideACardThatRefusesBothKeys() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        SealedInstruction last = refused(putIn());
        CardEvent both = processor.agent.report(last, InstructionProgress.ANSWER, new CardResponse.Refused(null), NEXT);
        assertThat(processor.outcomes(both))
                .singleElement()
                .isInstanceOfSatisfying(IssuanceEvent.CardFailed.class, o -> assertThat(o.reason())
                        .isEqualTo(RejectionReason.KEYS_REFUSED));
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.FAILED);
        assertThat(processor.request(request).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.SET_ASIDE));
    }

    @Test
    void triesTheConfirmedKeyWhereTheJournalShowsThatNoneWasSent() {
        putIn();
        isUnderTheConfirmedKey(putIn());
    }

    @Test
    void triesTheProposedKeyWhereTheJournalShowsThatItWasSent() {
        SealedInstruction told = putIn();
        JournalSnapshot.JournalledWrite key =
                new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.KEY);
        isUnderTheProposedKey(processor.agent, putIn(processor.agent, key));
    }

    @Test
    void triesTheProposedKeyWhereAnotherAgentAsks() {
        putIn();
        FakeAgent other = processor.enrol("agent-2", "north");
        isUnderTheProposedKey(other, putIn(other));
    }

    @Test
    void triesTheProposedKeyWhereTheJournalWasLost() {
        putIn();
        processor.agent.journalId = UUID.randomUUID();
        isUnderTheProposedKey(processor.agent, putIn());
    }

    @Test
    void triesAKeyAgainThatWasPutAfterItsRefusal() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        reported(refused(putIn()), InstructionProgress.KEY, new CardResponse.Removed());
        isUnderTheProposedKey(processor.agent, putIn());
    }

    @Test
    void setsTheSamePinAgain() {
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(putIn(), FIRST));
        reported(set, InstructionProgress.PIN, new CardResponse.Removed());
        Instruction.SetPin first = (Instruction.SetPin) processor.agent.open(set);
        Instruction.SetPin again = (Instruction.SetPin) processor.agent.open(
                processor.processAndGetInstruction(processor.agent.proving(putIn(), "11".repeat(16), "22".repeat(16))));
        assertThat(again.proposed().matches(first.proposed())).isTrue();
        assertThat(processor.card(CARD).keys().proposed()).isNull();
    }

    @Test
    void triesANewPukFirstThatMayBeOnTheCard() {
        processor.request(processor.piv("p"), CARD, null, 1);
        SealedInstruction put = processor.processAndGetInstruction(processor.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, FIRST));
        reported(set, InstructionProgress.PUK, new CardResponse.Removed());
        SealedInstruction prove = processor.processAndGetInstruction(processor.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction again = processor.processAndGetInstruction(processor.agent.proving(prove, FIRST, NEXT));
        Instruction.SetPin setPin = (Instruction.SetPin) processor.agent.open(again);
        assertThat(setPin.pukCandidates()).hasSize(2);
        assertThat(setPin.pukCandidates().get(0).matches(setPin.newPuk())).isTrue();
        assertThat(TestKeystores.revealed(setPin.pukCandidates().get(1))).isEqualTo("3132333435363738");
    }

    @Test
    void triesTheOldPukOnlyWhereTheNewOneWasNotSent() {
        processor.request(processor.piv("p"), CARD, null, 1);
        SealedInstruction put = processor.processAndGetInstruction(processor.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, FIRST));
        reported(set, InstructionProgress.PIN, new CardResponse.Removed());
        SealedInstruction prove = processor.processAndGetInstruction(processor.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction again = processor.processAndGetInstruction(processor.agent.proving(prove, FIRST, NEXT));
        assertThat(((Instruction.SetPin) processor.agent.open(again)).pukCandidates())
                .hasSize(1);
    }

    /** Another keystore's hold key, or a row that was meddled with: one card's trouble, not the stream's. */
    @Test
    void rejectsACardWhoseHeldPinCannotBeOpened() {
        SealedInstruction put = putIn();
        processor.processAndGetInstruction(processor.agent.done(put, FIRST));
        Card row = processor.card(CARD);
        replaceHeldPin(row);
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.TEMPLATE_UNUSABLE));
        processor.request(processor.gids("other", true, UserPinOption.NONE));
        CardId next = new CardId("FF".repeat(16));
        SealedInstruction told = processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, next, FIRST));
        assertThat(processor.agent.open(told)).isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void keepsNoEffectOfAnInstructionThatCannotBeSealed() {
        processor.processAndGetInstruction(processor.agent.done(putIn(), FIRST));
        Card row = processor.card(CARD);
        replaceHeldPin(row);
        int checkpoints = processor.checkpoints().size();
        processor.assertChangesNothing(this::putIn);
        assertThat(processor.checkpoints()).hasSize(checkpoints);
        assertThat(processor.auditTexts())
                .last()
                .asString()
                .startsWith("refused: " + RejectionReason.TEMPLATE_UNUSABLE.description());
    }

    /** As after an outage: the card was put in at one agent, then at another, and only the last one waits. */
    @Test
    void answersOnlyTheLastInsertionOfAPoll() {
        FakeAgent other = processor.enrol("agent-2", "north");
        List<ConsumerRecord<String, byte[]>> backlog = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            backlog.add(
                    processor.agent.record(processor.nextOffset(), processor.agent.insert(CardKind.GIDS, CARD, FIRST)));
            backlog.add(other.record(processor.nextOffset(), other.insert(CardKind.GIDS, CARD, FIRST)));
        }
        processor.process(backlog);
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(processor.card(CARD).unresolvedAnswers()).isEqualTo(1);
        assertThat(processor.card(CARD).openSession().agent()).isEqualTo("agent-2");
    }

    @Test
    void takesAReportOfAnInsertionThatIsOverWithoutGoingOn() {
        SealedInstruction put = putIn();
        CardEvent.StepReported done = processor.agent.done(put, NEXT);
        CardEvent.CardInserted again = processor.agent.insert(CardKind.GIDS, CARD, FIRST, given(put));
        processor.process(processor.agent, done, again);
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(processor.card(CARD).unresolvedAnswers()).isEqualTo(1);
        assertThat(processor.card(CARD).keys().keyMayBeWritten()).isTrue();
    }

    @Test
    void answersNoCardThatWasTakenOut() {
        CardEvent.CardInserted inserted = processor.agent.insert(CardKind.GIDS, CARD, FIRST);
        processor.process(
                processor.agent,
                inserted,
                new CardEvent.CardRemoved(processor.agent.origin(), inserted.session(), CARD));
        assertThat(processor.newlyPublished()).isEmpty();
    }

    /** The journal's line of an answer that was about to be given. */
    private static JournalSnapshot.JournalledWrite given(SealedInstruction told) {
        return new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.ANSWER);
    }

    /** What the journal held before the instruction proves nothing of it. */
    @Test
    void leavesACardAloneForAnInsertionThatComesAfterALaterOne() {
        CardEvent.CardInserted first = processor.agent.insert(CardKind.GIDS, CARD, FIRST);
        SealedInstruction put = putIn();
        Card before = processor.card(CARD);
        processor.process(processor.agent, first);
        assertThat(processor.card(CARD)).isEqualTo(before);
        assertThat(processor.processAndGetInstruction(processor.agent.done(put, NEXT)))
                .isNotNull();
    }

    @Test
    void countsNoAnswerThatWasSurelyNeverGiven() {
        for (int i = 0; i < 20; i++) {
            assertThat(processor.agent.open(putIn())).isNotInstanceOf(Instruction.Reject.class);
        }
        assertThat(processor.card(CARD).unresolvedAnswers()).isEqualTo(1);
    }

    @Test
    void countsAnswersThatAnotherAgentMayHaveGiven() {
        putIn();
        putIn(processor.enrol("agent-2", "north"));
        assertThat(processor.card(CARD).unresolvedAnswers()).isEqualTo(2);
    }

    @Test
    void givesNoFourthAnswerAfterThreeUnresolved() {
        SealedInstruction told = putIn();
        for (int i = 0; i < 2; i++) {
            told = putIn(processor.agent, given(told));
            assertThat(processor.agent.open(told)).isNotInstanceOf(Instruction.Reject.class);
        }
        SealedInstruction fourth = putIn(processor.agent, given(told));
        assertThat(processor.agent.open(fourth)).isEqualTo(new Instruction.Reject(RejectionReason.TRIES_SPENT));
        assertThat(processor.request(request).reason()).isEqualTo(RejectionReason.TRIES_SPENT.description());
        assertThat(processor.card(CARD).heldPin()).isNull();
    }

    @Test
    void givesTheTryBackWhereNothingWasAsked() {
        for (int i = 0; i < 5; i++) {
            reported(putIn(), InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late"));
        }
        assertThat(processor.card(CARD).unresolvedAnswers()).isZero();
        isUnderTheConfirmedKey(putIn());
    }

    @Test
    void changesNothingForReportsOfAnotherSession() {
        SealedInstruction old = putIn();
        putIn();
        List<String> before = processor.rows("card", "request");
        FakeAgent other = processor.enrol("agent-2", "north");
        processor.process(processor.agent, processor.agent.done(old, NEXT));
        processor.process(other, other.done(old, NEXT));
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows("card", "request")).isEqualTo(before);
    }

    @Test
    void changesNothingForAReportThatIsRepeated() {
        SealedInstruction put = putIn();
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, FIRST));
        List<String> before = processor.rows("card", "request");
        processor.process(processor.agent, processor.agent.done(put, FIRST), processor.agent.done(put, NEXT));
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows("card", "request")).isEqualTo(before);
        assertThat(processor.outcomes(processor.agent.done(set, null))).hasSize(1);
    }
}

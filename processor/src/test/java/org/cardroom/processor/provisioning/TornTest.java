package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that were torn out, and what they get when they are put in again. */
class TornTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final String NEXT = "8899AABBCCDDEEFF";
    /** To {@link #FIRST} and {@link #NEXT} under the initial key of zeros. */
    private static final String INITIAL_TO_FIRST = "74f4ae777aa431e8";

    private final Desk desk = new Desk();
    private UUID request;

    @BeforeEach
    void request() {
        request = desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private SealedInstruction putIn(FakeAgent agent, JournalSnapshot.JournalledWrite... writes) {
        return desk.told(agent, agent.insert(CardKind.GIDS, CARD, FIRST, writes));
    }

    private SealedInstruction putIn() {
        return putIn(desk.agent);
    }

    private void reported(SealedInstruction told, InstructionProgress progress, CardResponse response) {
        desk.feed(desk.agent, desk.agent.report(told, progress, response, null));
        assertThat(desk.published()).isEmpty();
    }

    private SealedInstruction refused(SealedInstruction told) {
        return desk.told(desk.agent.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(null), FIRST));
    }

    private void isUnderTheProposedKey(FakeAgent agent, SealedInstruction told) {
        Instruction.SetPin setPin = (Instruction.SetPin) agent.open(told);
        String derived = TestKeys.revealed(desk.keys
                .masters()
                .derive(new AdminKeyRef(1, 1), CardKind.GIDS, CARD, KeyAlgorithm.TDES)
                .respond(new Challenge(FIRST)));
        assertThat(TestKeys.revealed(setPin.answer())).isEqualTo(derived);
    }

    private void isUnderTheConfirmedKey(SealedInstruction told) {
        Instruction.PutKey putKey = (Instruction.PutKey) desk.agent.open(told);
        assertThat(TestKeys.revealed(putKey.answer())).isEqualTo(INITIAL_TO_FIRST);
    }

    @Test
    void triesTheProposedKeyFirstAfterATearAtTheKey() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        isUnderTheProposedKey(desk.agent, putIn());
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
        CardEvent both = desk.agent.report(last, InstructionProgress.ANSWER, new CardResponse.Refused(null), NEXT);
        assertThat(desk.outcomes(both))
                .singleElement()
                .isInstanceOfSatisfying(
                        IssuanceEvent.CardFailed.class, o -> assertThat(o.reason()).isEqualTo(RejectionReason.KEYS_REFUSED));
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.FAILED);
        assertThat(desk.request(request).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.SET_ASIDE));
    }

    @Test
    void triesTheConfirmedKeyWhereTheJournalShowsThatNoneWasSent() {
        putIn();
        isUnderTheConfirmedKey(putIn());
    }

    @Test
    void triesTheProposedKeyWhereTheJournalShowsThatItWasSent() {
        SealedInstruction told = putIn();
        JournalSnapshot.JournalledWrite key = new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.KEY);
        isUnderTheProposedKey(desk.agent, putIn(desk.agent, key));
    }

    @Test
    void triesTheProposedKeyWhereAnotherAgentAsks() {
        putIn();
        FakeAgent other = desk.enrolled("agent-2", "north");
        isUnderTheProposedKey(other, putIn(other));
    }

    @Test
    void triesTheProposedKeyWhereTheJournalWasLost() {
        putIn();
        desk.agent.journalId = UUID.randomUUID();
        isUnderTheProposedKey(desk.agent, putIn());
    }

    @Test
    void triesAKeyAgainThatWasPutAfterItsRefusal() {
        reported(putIn(), InstructionProgress.KEY, new CardResponse.Removed());
        reported(refused(putIn()), InstructionProgress.KEY, new CardResponse.Removed());
        isUnderTheProposedKey(desk.agent, putIn());
    }

    @Test
    void setsTheSamePinAgain() {
        SealedInstruction set = desk.told(desk.agent.done(putIn(), FIRST));
        reported(set, InstructionProgress.PIN, new CardResponse.Removed());
        Instruction.SetPin first = (Instruction.SetPin) desk.agent.open(set);
        Instruction.SetPin again = (Instruction.SetPin)
                desk.agent.open(desk.told(desk.agent.proving(putIn(), "11".repeat(16), "22".repeat(16))));
        assertThat(again.proposed().matches(first.proposed())).isTrue();
        assertThat(desk.card(CARD).keys().proposed()).isNull();
    }

    @Test
    void triesANewPukFirstThatMayBeOnTheCard() {
        desk.request(desk.piv("p"), CARD, null, 1);
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = desk.told(desk.agent.done(put, FIRST));
        reported(set, InstructionProgress.PUK, new CardResponse.Removed());
        SealedInstruction prove = desk.told(desk.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction again = desk.told(desk.agent.proving(prove, FIRST, NEXT));
        Instruction.SetPin setPin = (Instruction.SetPin) desk.agent.open(again);
        assertThat(setPin.pukCandidates()).hasSize(2);
        assertThat(setPin.pukCandidates().get(0).matches(setPin.newPuk())).isTrue();
        assertThat(TestKeys.revealed(setPin.pukCandidates().get(1))).isEqualTo("3132333435363738");
    }

    @Test
    void triesTheOldPukOnlyWhereTheNewOneWasNotSent() {
        desk.request(desk.piv("p"), CARD, null, 1);
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = desk.told(desk.agent.done(put, FIRST));
        reported(set, InstructionProgress.PIN, new CardResponse.Removed());
        SealedInstruction prove = desk.told(desk.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction again = desk.told(desk.agent.proving(prove, FIRST, NEXT));
        assertThat(((Instruction.SetPin) desk.agent.open(again)).pukCandidates()).hasSize(1);
    }

    /** Another keystore's hold key, or a row that was meddled with: one card's trouble, not the stream's. */
    @Test
    void rejectsACardWhoseHeldPinCannotBeOpened() {
        SealedInstruction put = putIn();
        desk.told(desk.agent.done(put, FIRST));
        Card row = desk.card(CARD);
        new CardRepository(desk.store).save(List.of(row.withHeldPin("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.TEMPLATE_UNUSABLE));
        desk.request(desk.gids("other", true, UserPinOption.NONE));
        CardId next = new CardId("FF".repeat(16));
        SealedInstruction told = desk.told(desk.agent.insert(CardKind.GIDS, next, FIRST));
        assertThat(desk.agent.open(told)).isInstanceOf(Instruction.PutKey.class);
    }

    /** As after an outage: the card was put in at one agent, then at another, and only the last one waits. */
    @Test
    void answersOnlyTheLastInsertionOfAPoll() {
        FakeAgent other = desk.enrolled("agent-2", "north");
        List<ConsumerRecord<String, byte[]>> backlog = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            backlog.add(desk.agent.record(desk.nextOffset(), desk.agent.insert(CardKind.GIDS, CARD, FIRST)));
            backlog.add(other.record(desk.nextOffset(), other.insert(CardKind.GIDS, CARD, FIRST)));
        }
        desk.feed(backlog);
        assertThat(desk.published()).hasSize(1);
        assertThat(desk.card(CARD).unresolvedAnswers()).isEqualTo(1);
        assertThat(desk.card(CARD).openSession().agent()).isEqualTo("agent-2");
    }

    @Test
    void takesAReportOfAnInsertionThatIsOverWithoutGoingOn() {
        SealedInstruction put = putIn();
        CardEvent.StepReported done = desk.agent.done(put, NEXT);
        CardEvent.CardInserted again = desk.agent.insert(CardKind.GIDS, CARD, FIRST, given(put));
        desk.feed(desk.agent, done, again);
        assertThat(desk.published()).hasSize(1);
        assertThat(desk.card(CARD).unresolvedAnswers()).isEqualTo(1);
        assertThat(desk.card(CARD).keys().keyMayBeWritten()).isTrue();
    }

    @Test
    void answersNoCardThatWasTakenOut() {
        CardEvent.CardInserted inserted = desk.agent.insert(CardKind.GIDS, CARD, FIRST);
        desk.feed(desk.agent, inserted, new CardEvent.CardRemoved(desk.agent.origin(), inserted.session(), CARD));
        assertThat(desk.published()).isEmpty();
    }

    /** The journal's line of an answer that was about to be given. */
    private static JournalSnapshot.JournalledWrite given(SealedInstruction told) {
        return new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.ANSWER);
    }

    /** What the journal held before the instruction proves nothing of it. */
    @Test
    void leavesACardAloneForAnInsertionThatComesAfterALaterOne() {
        CardEvent.CardInserted first = desk.agent.insert(CardKind.GIDS, CARD, FIRST);
        SealedInstruction put = putIn();
        Card before = desk.card(CARD);
        desk.feed(desk.agent, first);
        assertThat(desk.card(CARD)).isEqualTo(before);
        assertThat(desk.told(desk.agent.done(put, NEXT))).isNotNull();
    }

    @Test
    void countsNoAnswerThatWasSurelyNeverGiven() {
        for (int i = 0; i < 20; i++) {
            assertThat(desk.agent.open(putIn())).isNotInstanceOf(Instruction.Reject.class);
        }
        assertThat(desk.card(CARD).unresolvedAnswers()).isEqualTo(1);
    }

    @Test
    void countsAnswersThatAnotherAgentMayHaveGiven() {
        putIn();
        putIn(desk.enrolled("agent-2", "north"));
        assertThat(desk.card(CARD).unresolvedAnswers()).isEqualTo(2);
    }

    @Test
    void givesNoFourthAnswerAfterThreeUnresolved() {
        SealedInstruction told = putIn();
        for (int i = 0; i < 2; i++) {
            told = putIn(desk.agent, given(told));
            assertThat(desk.agent.open(told)).isNotInstanceOf(Instruction.Reject.class);
        }
        SealedInstruction fourth = putIn(desk.agent, given(told));
        assertThat(desk.agent.open(fourth)).isEqualTo(new Instruction.Reject(RejectionReason.TRIES_SPENT));
        assertThat(desk.request(request).reason()).isEqualTo(RejectionReason.TRIES_SPENT.description());
        assertThat(desk.card(CARD).heldPin()).isNull();
    }

    @Test
    void givesTheTryBackWhereNothingWasAsked() {
        for (int i = 0; i < 5; i++) {
            reported(putIn(), InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late"));
        }
        assertThat(desk.card(CARD).unresolvedAnswers()).isZero();
        isUnderTheConfirmedKey(putIn());
    }

    @Test
    void changesNothingForReportsOfAnotherSession() {
        SealedInstruction old = putIn();
        putIn();
        List<String> before = desk.rows("card", "request");
        FakeAgent other = desk.enrolled("agent-2", "north");
        desk.feed(desk.agent, desk.agent.done(old, NEXT));
        desk.feed(other, other.done(old, NEXT));
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows("card", "request")).isEqualTo(before);
    }

    @Test
    void changesNothingForAReportThatIsRepeated() {
        SealedInstruction put = putIn();
        SealedInstruction set = desk.told(desk.agent.done(put, FIRST));
        List<String> before = desk.rows("card", "request");
        desk.feed(desk.agent, desk.agent.done(put, FIRST), desk.agent.done(put, NEXT));
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows("card", "request")).isEqualTo(before);
        assertThat(desk.outcomes(desk.agent.done(set, null))).hasSize(1);
    }
}

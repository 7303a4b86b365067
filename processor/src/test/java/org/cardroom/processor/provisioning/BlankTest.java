package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blank cards: which request they are made for, and what they are called. */
class BlankTest {
    private static final Challenge DRAWN = new Challenge("00112233445566778899AABBCCDDEEFF");
    private static final String CHALLENGE = "0011223344556677";

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private ProfileTemplate initialising() {
        ProfileTemplate t = desk.gids("blank", true, UserPinOption.RANDOMIZED);
        return new ProfileTemplate(
                t.name(), t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), null, null, true);
    }

    private static BlankCardInserted blank(FakeAgent agent, String slot, CardId card) {
        EventHeader o = agent.origin();
        EventHeader header = new EventHeader(o.schema(), o.event(), o.agent(), o.channel(), slot, o.at());
        return new BlankCardInserted(header, UuidGenerator.next(), CardKind.GIDS, new Atr("3B00"), card, DRAWN);
    }

    private SealedInstruction putIn(String slot) {
        return desk.told(blank(desk.agent, slot, null));
    }

    private SealedInstruction putIn() {
        return putIn("slot-1");
    }

    private CardId named(UUID request) {
        return desk.request(request).namedCard();
    }

    private void made(SealedInstruction told) {
        desk.feed(desk.agent, desk.agent.done(told, null));
        assertThat(desk.published()).isEmpty();
    }

    @Test
    void drawsTheIdOfABlankCardAndHasItMade() {
        UUID request = desk.request(initialising());
        SealedInstruction told = putIn();
        assertThat(told.envelope().step()).isEqualTo(InstructionType.INITIALISE);
        assertThat(told.envelope().challenge()).isEqualTo(DRAWN);
        assertThat(told.envelope().card()).isEqualTo(named(request));
        Instruction.Initialise initialise = (Instruction.Initialise) desk.agent.open(told);
        assertThat(TestKeys.revealed(initialise.initialKey())).isEqualTo("00".repeat(24));
    }

    @Test
    void issuesTheCardThatWasMade() {
        UUID request = desk.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        CardId card = told.envelope().card();
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.GIDS, card, CHALLENGE));
        SealedInstruction set = desk.told(desk.agent.done(put, CHALLENGE));
        assertThat(desk.outcomes(desk.agent.done(set, null))).hasSize(1);
        assertThat(desk.card(card).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
    }

    @Test
    void refusesABlankCardThatNoTemplateTakes() {
        desk.request(desk.gids("ordinary", true, UserPinOption.RANDOMIZED));
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void drawsAFreshIdForTheNextBlankInTheSameSlot() {
        UUID first = desk.request(initialising());
        UUID second = desk.request(initialising());
        CardId before = putIn().envelope().card();
        CardId after = putIn().envelope().card();
        assertThat(after).isNotEqualTo(before).isEqualTo(named(first));
        assertThat(named(second)).isNull();
    }

    @Test
    void takesAnotherRequestOnceTheFirstIsMade() {
        UUID first = desk.request(initialising());
        UUID second = desk.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        assertThat(putIn().envelope().card()).isEqualTo(named(second));
        assertThat(named(first)).isEqualTo(told.envelope().card());
    }

    @Test
    void takesARequestForEachSlotEvenOfOnePoll() {
        UUID first = desk.request(initialising());
        UUID second = desk.request(initialising());
        desk.feed(desk.agent, blank(desk.agent, "slot-1", null), blank(desk.agent, "slot-2", null));
        assertThat(desk.published()).hasSize(2);
        assertThat(named(first)).isNotNull().isNotEqualTo(named(second));
        assertThat(named(second)).isNotNull();
    }

    @Test
    void goesOnWithACardThatHasItsIdAlreadyInAnySlot() {
        desk.request(initialising());
        desk.request(initialising());
        CardId card = putIn("slot-1").envelope().card();
        SealedInstruction again = desk.told(blank(desk.agent, "slot-2", card));
        assertThat(again.envelope().card()).isEqualTo(card);
    }

    @Test
    void drawsAFreshIdForACardWhoseIdIsNobodys() {
        UUID request = desk.request(initialising());
        CardId old = new CardId("AB".repeat(16));
        CardId card = desk.told(blank(desk.agent, "slot-1", old)).envelope().card();
        assertThat(card).isEqualTo(named(request)).isNotEqualTo(old);
    }

    @Test
    void finishesACardWhoseMakingWasNotReported() {
        desk.request(initialising());
        SealedInstruction lost = putIn();
        CardId card = lost.envelope().card();
        SealedInstruction again = desk.told(desk.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(again.envelope().step()).isEqualTo(InstructionType.INITIALISE);
        desk.feed(desk.agent, desk.agent.done(lost, null));
        assertThat(desk.told(desk.agent.insert(CardKind.GIDS, card, CHALLENGE))
                        .envelope()
                        .step())
                .isEqualTo(InstructionType.INITIALISE);
    }

    @Test
    void bindsACardOnceItIsFinished() {
        desk.request(initialising());
        CardId card = putIn().envelope().card();
        made(desk.told(desk.agent.insert(CardKind.GIDS, card, CHALLENGE)));
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(desk.agent.open(put)).isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void givesTheRequestToTheNextBlankWhereOneCannotBeMade() {
        UUID request = desk.request(initialising());
        SealedInstruction told = putIn();
        CardResponse response = new CardResponse.Unexpected("file A000: 6A84");
        desk.feed(desk.agent, desk.agent.report(told, InstructionProgress.FILES, response, null));
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.APPROVED);
        assertThat(putIn().envelope().card()).isEqualTo(named(request));
    }

    @Test
    void givesARequestThatWasBegunLongAgoToAnySlot() {
        UUID request = desk.request(initialising());
        CardId before = putIn("slot-1").envelope().card();
        assertThat(desk.agent.open(putIn("slot-2"))).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
        desk.sql("UPDATE request SET initialising_begun = now() - interval '61 minutes'");
        assertThat(putIn("slot-2").envelope().card()).isEqualTo(named(request)).isNotEqualTo(before);
    }

    @Test
    void givesARequestThatWasBegunLongAgoToAnInitialisedCard() {
        UUID request = desk.request(initialising());
        CardId never = putIn().envelope().card();
        CardId other = new CardId("AB".repeat(16));
        assertThat(desk.agent.open(desk.told(desk.agent.insert(CardKind.GIDS, other, CHALLENGE))))
                .isEqualTo(new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
        desk.sql("UPDATE request SET initialising_begun = now() - interval '61 minutes'");
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.GIDS, other, CHALLENGE));
        assertThat(desk.agent.open(put)).isInstanceOf(Instruction.PutKey.class);
        assertThat(desk.request(request).card()).isEqualTo(desk.card(other).id());
        assertThat(desk.agent.open(desk.told(desk.agent.insert(CardKind.GIDS, never, CHALLENGE))))
                .isEqualTo(new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
    }

    @Test
    void keepsARequestWhoseCardWasSeen() {
        UUID request = desk.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        desk.told(desk.agent.insert(CardKind.GIDS, told.envelope().card(), CHALLENGE));
        desk.sql("UPDATE request SET initialising_begun = now() - interval '61 minutes'");
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
        assertThat(named(request)).isEqualTo(told.envelope().card());
    }

    @Test
    void makesNoPivCard() {
        desk.request(initialising());
        EventHeader header = desk.agent.origin();
        BlankCardInserted piv = new BlankCardInserted(header, UuidGenerator.next(), CardKind.PIV, new Atr("3B00"), null, DRAWN);
        assertThat(desk.agent.open(desk.told(piv))).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void makesNoCardForAnotherStation() {
        desk.request(initialising(), null, "south", 0);
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void answersOnlyTheLastInsertionIntoASlot() {
        UUID request = desk.request(initialising());
        BlankCardInserted last = blank(desk.agent, "slot-1", null);
        desk.feed(desk.agent, blank(desk.agent, "slot-1", null), blank(desk.agent, "slot-1", null), last);
        assertThat(desk.published()).hasSize(1);
        assertThat(desk.request(request).initialization().session()).isEqualTo(last.session());
    }

    /** As when the card is issued in the poll in which it is reported to be made. */
    @Test
    void bindsACardInThePollOfItsReport() {
        desk.request(initialising());
        SealedInstruction told = putIn();
        CardId card = told.envelope().card();
        desk.feed(desk.agent, desk.agent.done(told, null), desk.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(desk.published()).hasSize(1);
        assertThat(desk.card(card).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
    }

    @Test
    void takesAReportOfAnEarlierAttemptForNothing() {
        UUID request = desk.request(initialising());
        SealedInstruction first = putIn();
        putIn();
        desk.feed(desk.agent, desk.agent.done(first, null));
        assertThat(desk.request(request).initialization().done()).isFalse();
    }

    @Test
    void leavesNamedRequestsToTheirCards() {
        desk.request(initialising(), new CardId("CD".repeat(16)), null, 0);
        assertThat(desk.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }
}

package org.cardroom.processor.application;

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
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blank cards: which request they are made for, and what they are called. */
class BlankCardClaimTest {
    private static final Challenge DRAWN = new Challenge("00112233445566778899AABBCCDDEEFF");
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();

    @AfterEach
    void close() {
        processor.close();
    }

    private ProfileTemplate initialising() {
        ProfileTemplate t = processor.gids("blank", true, UserPinOption.RANDOMIZED);
        return new ProfileTemplate(
                t.name(), t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), null, null, true, null);
    }

    private static BlankCardInserted blank(FakeAgent agent, String slot, CardId card) {
        EventHeader o = agent.origin();
        EventHeader header = new EventHeader(o.schema(), o.event(), o.agent(), o.channel(), slot, o.at());
        return new BlankCardInserted(header, UuidGenerator.next(), CardKind.GIDS, new Atr("3B00"), card, DRAWN);
    }

    private SealedInstruction putIn(String slot) {
        return processor.processAndGetInstruction(blank(processor.agent, slot, null));
    }

    private SealedInstruction putIn() {
        return putIn("slot-1");
    }

    private CardId named(UUID request) {
        return processor.request(request).namedCard();
    }

    private void made(SealedInstruction told) {
        processor.process(processor.agent, processor.agent.done(told, null));
        assertThat(processor.newlyPublished()).isEmpty();
    }

    @Test
    void drawsTheIdOfABlankCardAndHasItMade() {
        UUID request = processor.request(initialising());
        SealedInstruction told = putIn();
        assertThat(told.envelope().step()).isEqualTo(InstructionType.INITIALISE);
        assertThat(told.envelope().challenge()).isEqualTo(DRAWN);
        assertThat(told.envelope().card()).isEqualTo(named(request));
        Instruction.Initialise initialise = (Instruction.Initialise) processor.agent.open(told);
        assertThat(TestKeystores.revealed(initialise.initialKey())).isEqualTo("00".repeat(24));
    }

    @Test
    void issuesTheCardThatWasMade() {
        UUID request = processor.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        CardId card = told.envelope().card();
        SealedInstruction put =
                processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, CHALLENGE));
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, CHALLENGE));
        assertThat(processor.outcomes(processor.agent.done(set, null))).hasSize(1);
        assertThat(processor.card(card).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
    }

    @Test
    void refusesABlankCardThatNoTemplateTakes() {
        processor.request(processor.gids("ordinary", true, UserPinOption.RANDOMIZED));
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void drawsAFreshIdForTheNextBlankInTheSameSlot() {
        UUID first = processor.request(initialising());
        UUID second = processor.request(initialising());
        CardId before = putIn().envelope().card();
        CardId after = putIn().envelope().card();
        assertThat(after).isNotEqualTo(before).isEqualTo(named(first));
        assertThat(named(second)).isNull();
    }

    @Test
    void takesAnotherRequestOnceTheFirstIsMade() {
        UUID first = processor.request(initialising());
        UUID second = processor.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        assertThat(putIn().envelope().card()).isEqualTo(named(second));
        assertThat(named(first)).isEqualTo(told.envelope().card());
    }

    @Test
    void takesARequestForEachSlotEvenOfOnePoll() {
        UUID first = processor.request(initialising());
        UUID second = processor.request(initialising());
        processor.process(
                processor.agent, blank(processor.agent, "slot-1", null), blank(processor.agent, "slot-2", null));
        assertThat(processor.newlyPublished()).hasSize(2);
        assertThat(named(first)).isNotNull().isNotEqualTo(named(second));
        assertThat(named(second)).isNotNull();
    }

    @Test
    void goesOnWithACardThatHasItsIdAlreadyInAnySlot() {
        processor.request(initialising());
        processor.request(initialising());
        CardId card = putIn("slot-1").envelope().card();
        SealedInstruction again = processor.processAndGetInstruction(blank(processor.agent, "slot-2", card));
        assertThat(again.envelope().card()).isEqualTo(card);
    }

    @Test
    void drawsAFreshIdForACardWhoseIdIsNobodys() {
        UUID request = processor.request(initialising());
        CardId old = new CardId("AB".repeat(16));
        CardId card = processor
                .processAndGetInstruction(blank(processor.agent, "slot-1", old))
                .envelope()
                .card();
        assertThat(card).isEqualTo(named(request)).isNotEqualTo(old);
    }

    @Test
    void finishesACardWhoseMakingWasNotReported() {
        processor.request(initialising());
        SealedInstruction lost = putIn();
        CardId card = lost.envelope().card();
        SealedInstruction again =
                processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(again.envelope().step()).isEqualTo(InstructionType.INITIALISE);
        processor.process(processor.agent, processor.agent.done(lost, null));
        assertThat(processor
                        .processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, CHALLENGE))
                        .envelope()
                        .step())
                .isEqualTo(InstructionType.INITIALISE);
    }

    @Test
    void bindsACardOnceItIsFinished() {
        processor.request(initialising());
        CardId card = putIn().envelope().card();
        made(processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, CHALLENGE)));
        SealedInstruction put =
                processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(processor.agent.open(put)).isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void givesTheRequestToTheNextBlankWhereOneCannotBeMade() {
        UUID request = processor.request(initialising());
        SealedInstruction told = putIn();
        CardResponse response = new CardResponse.Unexpected("file A000: 6A84");
        processor.process(processor.agent, processor.agent.report(told, InstructionProgress.FILES, response, null));
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.APPROVED);
        assertThat(putIn().envelope().card()).isEqualTo(named(request));
    }

    @Test
    void givesARequestThatWasBegunLongAgoToAnySlot() {
        UUID request = processor.request(initialising());
        CardId before = putIn("slot-1").envelope().card();
        assertThat(processor.agent.open(putIn("slot-2"))).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
        processor.sql("UPDATE request SET initialization_started = now() - interval '61 minutes'");
        assertThat(putIn("slot-2").envelope().card()).isEqualTo(named(request)).isNotEqualTo(before);
    }

    @Test
    void givesARequestThatWasBegunLongAgoToAnInitialisedCard() {
        UUID request = processor.request(initialising());
        CardId never = putIn().envelope().card();
        CardId other = new CardId("AB".repeat(16));
        assertThat(processor.agent.open(
                        processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, other, CHALLENGE))))
                .isEqualTo(new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
        processor.sql("UPDATE request SET initialization_started = now() - interval '61 minutes'");
        SealedInstruction put =
                processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, other, CHALLENGE));
        assertThat(processor.agent.open(put)).isInstanceOf(Instruction.PutKey.class);
        assertThat(processor.request(request).card())
                .isEqualTo(processor.card(other).id());
        assertThat(processor.agent.open(
                        processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, never, CHALLENGE))))
                .isEqualTo(new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
    }

    @Test
    void keepsARequestWhoseCardWasSeen() {
        UUID request = processor.request(initialising());
        SealedInstruction told = putIn();
        made(told);
        processor.processAndGetInstruction(
                processor.agent.insert(CardKind.GIDS, told.envelope().card(), CHALLENGE));
        processor.sql("UPDATE request SET initialization_started = now() - interval '61 minutes'");
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
        assertThat(named(request)).isEqualTo(told.envelope().card());
    }

    @Test
    void makesNoPivCard() {
        processor.request(initialising());
        EventHeader header = processor.agent.origin();
        BlankCardInserted piv =
                new BlankCardInserted(header, UuidGenerator.next(), CardKind.PIV, new Atr("3B00"), null, DRAWN);
        assertThat(processor.agent.open(processor.processAndGetInstruction(piv)))
                .isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void makesNoCardForAnotherStation() {
        processor.request(initialising(), null, "south", 0);
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }

    @Test
    void answersOnlyTheLastInsertionIntoASlot() {
        UUID request = processor.request(initialising());
        BlankCardInserted last = blank(processor.agent, "slot-1", null);
        processor.process(
                processor.agent, blank(processor.agent, "slot-1", null), blank(processor.agent, "slot-1", null), last);
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(processor.request(request).initialization().session()).isEqualTo(last.session());
    }

    /** As when the card is issued in the poll in which it is reported to be made. */
    @Test
    void bindsACardInThePollOfItsReport() {
        processor.request(initialising());
        SealedInstruction told = putIn();
        CardId card = told.envelope().card();
        processor.process(
                processor.agent,
                processor.agent.done(told, null),
                processor.agent.insert(CardKind.GIDS, card, CHALLENGE));
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(processor.card(card).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
    }

    /** As when a torn card is back in its slot before the report was processed. */
    @Test
    void keepsTheRequestOfASlotInThePollOfAReport() {
        UUID request = processor.request(initialising());
        SealedInstruction told = putIn();
        CardEvent report = processor.agent.report(told, InstructionProgress.FILES, new CardResponse.Removed(), null);
        processor.process(processor.agent, report, blank(processor.agent, "slot-1", null));
        assertThat(processor.newlyPublished())
                .singleElement()
                .extracting(record -> MessageJson.read(record.value(), SealedInstruction.class)
                        .envelope())
                .satisfies(envelope -> {
                    assertThat(envelope.step()).isEqualTo(InstructionType.INITIALISE);
                    assertThat(envelope.card()).isEqualTo(named(request));
                });
    }

    @Test
    void takesAReportOfAnEarlierAttemptForNothing() {
        UUID request = processor.request(initialising());
        SealedInstruction first = putIn();
        putIn();
        processor.process(processor.agent, processor.agent.done(first, null));
        assertThat(processor.request(request).initialization().done()).isFalse();
    }

    @Test
    void leavesNamedRequestsToTheirCards() {
        processor.request(initialising(), new CardId("CD".repeat(16)), null, 0);
        assertThat(processor.agent.open(putIn())).isEqualTo(new Instruction.Reject(RejectionReason.BLANK));
    }
}

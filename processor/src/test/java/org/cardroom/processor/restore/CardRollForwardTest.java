package org.cardroom.processor.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.outcome.IssuanceEvent.CardFailed;
import org.cardroom.events.outcome.IssuanceEvent.CardIssued;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.cardroom.events.outcome.IssuanceEvent.KeyName;
import org.cardroom.events.outcome.IssuanceEvent.PendingInstruction;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.junit.jupiter.api.Test;

/** Rolls one PIV card forward from its published outcomes. */
class CardRollForwardTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final UUID REQUEST = UUID.randomUUID();
    private static final AuditChainHead HEAD = new AuditChainHead("p", 1, "00", null);
    private static final KeyName INITIAL = new KeyName(0, 0);
    private static final KeyName OURS = new KeyName(2, 1);

    private RequestStatus status = RequestStatus.APPROVED;
    private CardId named;
    private UserPinOption option = UserPinOption.SERVER_DISTRIBUTED;
    private KeyAlgorithm algorithm = KeyAlgorithm.AES_192;

    private RestoreResult forward(IssuanceEvent... outcomes) {
        return forward(null, outcomes);
    }

    private RestoreResult forward(Card known, IssuanceEvent... outcomes) {
        CardOutcomeHistory history = new CardOutcomeHistory(CARD);
        for (IssuanceEvent outcome : outcomes) {
            history.add(outcome);
        }
        return CardRollForward.rollForward(history, request(known), template(), known);
    }

    private IssuanceRequest request(Card known) {
        UUID card = known == null ? null : known.id();
        return new IssuanceRequest(REQUEST, REQUEST, "p", REQUEST, named, null, status, null, card, 0, null);
    }

    private ProfileTemplate template() {
        InitialKeyRef initial = new InitialKeyRef("factory-aes-192", new KeyCheckValue("5C8153"), null);
        return new ProfileTemplate("t", CardKind.PIV, algorithm, initial, true, option, null, "factory", null, null);
    }

    private static CardProvisioningCheckpoint underWay(
            InstructionType step, KeyName confirmed, KeyName proposed, int tries, int steps) {
        PendingInstruction sent = step == null
                ? null
                : new PendingInstruction(UUID.randomUUID(), step, false, "a", UUID.randomUUID(), UUID.randomUUID());
        return new CardProvisioningCheckpoint(
                1,
                REQUEST,
                CARD,
                CardKind.PIV,
                KeyAlgorithm.AES_192,
                confirmed,
                proposed,
                false,
                false,
                false,
                2,
                false,
                tries,
                steps,
                sent,
                Instant.EPOCH,
                HEAD);
    }

    private static CardProvisioningCheckpoint put(int steps) {
        return underWay(InstructionType.PUT_KEY, INITIAL, OURS, 1, steps);
    }

    private static CardIssued issued() {
        return new CardIssued(1, REQUEST, CARD, CardKind.PIV, 2, 1, Instant.EPOCH, HEAD);
    }

    private static Card card(RestoreResult result) {
        return ((RestoreResult.RolledForward) result).card();
    }

    private static String reason(RestoreResult result) {
        return ((RestoreResult.Quarantined) result).reason();
    }

    @Test
    void countsThePukAsSentWhereItMayHaveFollowedTheKey() {
        Card card = card(forward(put(1)));
        assertThat(card.keys().pukMayBeWritten()).isTrue();
        assertThat(card.keys().pukVersion()).isEqualTo(2);
        assertThat(card.provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
    }

    @Test
    void takesTheLatestInWhateverOrderTheyCome() {
        CardProvisioningCheckpoint last = underWay(InstructionType.SET_PIN, INITIAL, OURS, 2, 5);
        assertThat(card(forward(last, put(1), put(3), put(1))).openSession().instruction())
                .isEqualTo(last.pendingInstruction().instruction());
    }

    @Test
    void takesTheProofOfAKeyAfterTheInstructionThatItAnswers() {
        Card card =
                card(forward(underWay(null, OURS, null, 0, 2), underWay(InstructionType.SET_PIN, INITIAL, OURS, 1, 2)));
        assertThat(card.keys().confirmed()).isEqualTo(new AdminKeyRef(2, 1));
        assertThat(card.provisioningState()).isEqualTo(ProvisioningState.KEY_CONFIRMED);
    }

    @Test
    void countsTheAnswerThatMayHaveFollowedAProof() {
        assertThat(card(forward(underWay(InstructionType.REQUEST_MUTUAL_AUTH, OURS, null, 1, 3)))
                        .unresolvedAnswers())
                .isEqualTo(2);
    }

    @Test
    void countsATryMoreThanTheCardWasSeenToHaveNever() {
        assertThat(card(forward(put(1))).unresolvedAnswers()).isOne();
    }

    @Test
    void takesTheKeysVersionForThePukWhereNothingElseIsKnown() {
        assertThat(card(forward(issued())).keys().pukVersion()).isEqualTo(2);
        assertThat(card(forward(issued())).keys().pukMayBeWritten()).isTrue();
    }

    /** Otherwise an agent that forgot a card whose report was skipped would deny a write that it made. */
    @Test
    void letsNoJournalRuleOutAWrite() {
        CardProvisioningCheckpoint put = put(1);
        assertThat(card(forward(put)).openSession().journal())
                .isNotEqualTo(put.pendingInstruction().journal());
    }

    @Test
    void leavesTheUserThePin() {
        option = UserPinOption.USER_PROVIDED;
        Card card = card(forward(put(1), issued()));
        assertThat(card.provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(card.status()).isEqualTo(CardStatus.ASSIGNED);
    }

    @Test
    void setsAsideWhateverElseWasPublished() {
        CardFailed failed =
                new CardFailed(1, REQUEST, CARD, CardKind.PIV, RejectionReason.NOT_PROVEN, 2, 1, Instant.EPOCH, HEAD);
        RestoreResult.RolledForward brought = (RestoreResult.RolledForward) forward(put(1), issued(), failed);
        assertThat(brought.state()).isEqualTo(RestoreResult.RestoredState.SET_ASIDE);
        assertThat(brought.request().reason()).isEqualTo(RejectionReason.NOT_PROVEN.description());
    }

    @Test
    void goesOnWithTheRowThatTheDatabaseHas() {
        status = RequestStatus.EXECUTING;
        Card known = card(forwardApproved()).withHeldPin("sealed");
        Card card = card(forward(known, put(3)));
        assertThat(card.id()).isEqualTo(known.id());
        assertThat(card.heldPin()).isEqualTo("sealed");
    }

    private RestoreResult forwardApproved() {
        RequestStatus kept = status;
        status = RequestStatus.APPROVED;
        RestoreResult result = forward(put(1));
        status = kept;
        return result;
    }

    @Test
    void holdsBackWhatAnotherCardHas() {
        status = RequestStatus.EXECUTING;
        assertThat(reason(forward(put(1)))).endsWith("is EXECUTING for another card in the database");
    }

    @Test
    void holdsBackACardThatItsRequestDoesNotName() {
        named = new CardId("FF".repeat(16));
        assertThat(reason(forward(put(1)))).endsWith("names another card");
    }

    @Test
    void holdsBackACardWhoseTemplateIsAnother() {
        algorithm = KeyAlgorithm.AES_256;
        assertThat(reason(forward(put(1)))).contains("has another card kind or algorithm");
    }

    @Test
    void holdsBackACardWithoutItsRequest() {
        CardOutcomeHistory history = new CardOutcomeHistory(CARD);
        history.add(put(1));
        assertThat(reason(CardRollForward.rollForward(history, null, null, null)))
                .contains("import its manifest again");
    }
}

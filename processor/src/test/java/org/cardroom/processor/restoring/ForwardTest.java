package org.cardroom.processor.restoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Outcome.CardFailed;
import org.cardroom.events.message.Outcome.CardIssued;
import org.cardroom.events.message.Outcome.CardUnderWay;
import org.cardroom.events.message.Outcome.KeyName;
import org.cardroom.events.message.Outcome.Sent;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.Test;

/** One PIV card, and whatever was published about it. */
class ForwardTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final UUID REQUEST = UUID.randomUUID();
    private static final AuditHead HEAD = new AuditHead("p", 1, "00", null);
    private static final KeyName INITIAL = new KeyName(0, 0);
    private static final KeyName OURS = new KeyName(2, 1);

    private RequestStatus status = RequestStatus.APPROVED;
    private CardId named;
    private UserPinOption option = UserPinOption.SERVER_DISTRIBUTED;
    private KeyAlgorithm algorithm = KeyAlgorithm.AES_192;

    private Way forward(Outcome... outcomes) {
        return forward(null, outcomes);
    }

    private Way forward(Card known, Outcome... outcomes) {
        Trail trail = new Trail(CARD);
        for (Outcome outcome : outcomes) {
            trail.add(outcome);
        }
        return Forward.of(trail, request(known), template(), known);
    }

    private Request request(Card known) {
        UUID card = known == null ? null : known.id();
        return new Request(REQUEST, REQUEST, "p", REQUEST, named, null, status, null, card, 0, null);
    }

    private Template template() {
        InitialKey initial = new InitialKey("factory-aes-192", new Kcv("5C8153"), null);
        return new Template("t", CardKind.PIV, algorithm, initial, true, option, null, "factory");
    }

    private static CardUnderWay underWay(Step step, KeyName confirmed, KeyName proposed, int tries, int steps) {
        Sent sent = step == null
                ? null
                : new Sent(UUID.randomUUID(), step, false, "a", UUID.randomUUID(), UUID.randomUUID());
        return new CardUnderWay(
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

    private static CardUnderWay put(int steps) {
        return underWay(Step.PUT_KEY, INITIAL, OURS, 1, steps);
    }

    private static CardIssued issued() {
        return new CardIssued(1, REQUEST, CARD, CardKind.PIV, 2, 1, Instant.EPOCH, HEAD);
    }

    private static Card card(Way way) {
        return ((Way.Brought) way).card();
    }

    private static String reason(Way way) {
        return ((Way.HeldBack) way).reason();
    }

    @Test
    void countsThePukAsSentWhereItMayHaveFollowedTheKey() {
        Card card = card(forward(put(1)));
        assertThat(card.keys().pukSent()).isTrue();
        assertThat(card.keys().pukVersion()).isEqualTo(2);
        assertThat(card.provisioning()).isEqualTo(Provisioning.KEY_PROPOSED);
    }

    @Test
    void takesTheLatestInWhateverOrderTheyCome() {
        CardUnderWay last = underWay(Step.SET_PIN, INITIAL, OURS, 2, 5);
        assertThat(card(forward(last, put(1), put(3), put(1))).exchange().instruction())
                .isEqualTo(last.sent().instruction());
    }

    @Test
    void takesTheProofOfAKeyAfterTheInstructionThatItAnswers() {
        Card card = card(forward(underWay(null, OURS, null, 0, 2), underWay(Step.SET_PIN, INITIAL, OURS, 1, 2)));
        assertThat(card.keys().confirmed()).isEqualTo(new KeyRef(2, 1));
        assertThat(card.provisioning()).isEqualTo(Provisioning.KEY_CONFIRMED);
    }

    @Test
    void countsTheAnswerThatMayHaveFollowedAProof() {
        assertThat(card(forward(underWay(Step.PROVE, OURS, null, 1, 3))).tries())
                .isEqualTo(2);
    }

    @Test
    void countsATryMoreThanTheCardWasSeenToHaveNever() {
        assertThat(card(forward(put(1))).tries()).isOne();
    }

    @Test
    void takesTheKeysVersionForThePukWhereNothingElseIsKnown() {
        assertThat(card(forward(issued())).keys().pukVersion()).isEqualTo(2);
        assertThat(card(forward(issued())).keys().pukSent()).isTrue();
    }

    /** An agent that forgot a card whose report was passed over would else deny a write that it made. */
    @Test
    void letsNoJournalRuleOutAWrite() {
        CardUnderWay put = put(1);
        assertThat(card(forward(put)).exchange().journal())
                .isNotEqualTo(put.sent().journal());
    }

    @Test
    void leavesTheUserThePin() {
        option = UserPinOption.USER_PROVIDED;
        Card card = card(forward(put(1), issued()));
        assertThat(card.provisioning()).isEqualTo(Provisioning.ISSUED);
        assertThat(card.status()).isEqualTo(CardStatus.ASSIGNED);
    }

    @Test
    void setsAsideWhateverElseWasPublished() {
        CardFailed failed =
                new CardFailed(1, REQUEST, CARD, CardKind.PIV, Rejection.NOT_PROVEN, 2, 1, Instant.EPOCH, HEAD);
        Way.Brought brought = (Way.Brought) forward(put(1), issued(), failed);
        assertThat(brought.standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(brought.request().reason()).isEqualTo(Rejection.NOT_PROVEN.words());
    }

    @Test
    void goesOnWithTheRowThatTheDatabaseHas() {
        status = RequestStatus.EXECUTING;
        Card known = card(forwardApproved()).holding("sealed");
        Card card = card(forward(known, put(3)));
        assertThat(card.id()).isEqualTo(known.id());
        assertThat(card.heldPin()).isEqualTo("sealed");
    }

    private Way forwardApproved() {
        RequestStatus kept = status;
        status = RequestStatus.APPROVED;
        Way way = forward(put(1));
        status = kept;
        return way;
    }

    @Test
    void holdsBackWhatAnotherCardHas() {
        status = RequestStatus.EXECUTING;
        assertThat(reason(forward(put(1)))).endsWith("is EXECUTING in the database, for another");
    }

    @Test
    void holdsBackACardThatItsRequestDoesNotName() {
        named = new CardId("FF".repeat(16));
        assertThat(reason(forward(put(1)))).endsWith("names another card");
    }

    @Test
    void holdsBackACardWhoseTemplateIsAnother() {
        algorithm = KeyAlgorithm.AES_256;
        assertThat(reason(forward(put(1)))).contains("of another kind or algorithm");
    }

    @Test
    void holdsBackACardWithoutItsRequest() {
        Trail trail = new Trail(CARD);
        trail.add(put(1));
        assertThat(reason(Forward.of(trail, null, null, null))).contains("import its manifest again");
    }
}

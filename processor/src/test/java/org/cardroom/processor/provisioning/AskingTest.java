package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.provisioning.GatewayClient.refused;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent.KeyAsked;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.GiveAnswer;
import org.cardroom.events.message.Instruction.GiveKey;
import org.cardroom.events.message.Instruction.GivePin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.secret.AdminKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client of the HTTP API is given for its card, and what is written down of it. */
class AskingTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final CardId OTHER = new CardId("F".repeat(32));
    private static final String FIRST = "0011223344556677";
    private static final String SECOND = "8899AABBCCDDEEFF";
    private static final String REASON = "it is to be reset";

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private GatewayClient client(boolean diversify, UserPinOption option) {
        return GatewayClient.of(desk, desk.request(desk.gids("t", diversify, option)), CARD);
    }

    private GatewayClient client() {
        return client(true, UserPinOption.SERVER_DISTRIBUTED);
    }

    private Card card() {
        return desk.card(CARD);
    }

    private static String secret(Instruction told) {
        if (told instanceof GiveKey give) {
            return TestKeys.revealed(give.key());
        }
        return told instanceof GiveAnswer give
                ? TestKeys.revealed(give.answer())
                : TestKeys.revealed(((GivePin) told).pin());
    }

    private static String answerUnder(AdminKey key, String challenge) {
        return TestKeys.revealed(key.answer(new Challenge(challenge)));
    }

    /** As far as the card has its own key. */
    private static AdminKey put(GatewayClient client) {
        AdminKey key = ((GiveKey) client.key()).key();
        assertThat(client.answer(FIRST, false)).isInstanceOf(GiveAnswer.class);
        return key;
    }

    private static void written(GatewayClient client) {
        put(client);
        assertThat(client.pin()).isInstanceOf(GivePin.class);
        assertThat(client.answer(SECOND, true)).isInstanceOf(GiveAnswer.class);
    }

    private void changesNothing(Runnable asking) {
        List<String> before = desk.rows("card", "card_history", "request", "letter");
        asking.run();
        assertThat(desk.rows("card", "card_history", "request", "letter")).isEqualTo(before);
    }

    private List<String> audited() {
        return desk.column("SELECT what FROM audit ORDER BY number");
    }

    @Test
    void issuesACard() {
        GatewayClient client = client();
        AdminKey key = put(client);
        client.pin();
        assertThat(secret(client.answer(SECOND, true))).isEqualTo(answerUnder(key, SECOND));
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(card())
                .extracting(Card::status, Card::provisioning, Card::heldPin)
                .containsExactly(CardStatus.ACTIVE, Provisioning.ISSUED, null);
        assertThat(card().keys().confirmed()).isEqualTo(new KeyRef(1, 1));
        assertThat(desk.request(client.request()).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(desk.column("SELECT sealed FROM letter")).hasSize(1);
    }

    /** As the API's reference shows it. */
    @Test
    void answersTheWorkedExample() {
        Instruction told = client().answer("D61143F9CCFFD2CA", false);
        assertThat(((GiveAnswer) told).answer().base64()).isEqualTo("F0Zudm4wPLY=");
    }

    @Test
    void givesTheSameKeyAgain() {
        GatewayClient client = client();
        String key = secret(client.key());
        assertThat(card().keys().proposed()).isEqualTo(new KeyRef(1, 1));
        changesNothing(() -> assertThat(secret(client.key())).isEqualTo(key));
        assertThat(audited())
                .containsExactly(
                        "the card's own key is given (" + client.gateway.name + ", asked by olga)",
                        "the card's own key is given again (" + client.gateway.name + ", asked by olga)");
    }

    @Test
    void publishesAKeyBeforeItIsGiven() {
        client().key();
        assertThat(desk.underWay()).singleElement().satisfies(told -> {
            assertThat(told.proposed()).isEqualTo(new Outcome.KeyName(1, 1));
            assertThat(told.keySent()).isFalse();
        });
    }

    @Test
    void answersTheSameChallengeAgainUncounted() {
        GatewayClient client = client();
        String answer = secret(client.answer(FIRST, false));
        changesNothing(() -> assertThat(secret(client.answer(FIRST, false))).isEqualTo(answer));
        assertThat(card().tries()).isOne();
    }

    @Test
    void answersNoFourthChallenge() {
        GatewayClient client = client();
        for (int i = 0; i < 3; i++) {
            assertThat(client.answer(FIRST.replace('0', (char) ('1' + i)), false))
                    .isInstanceOf(GiveAnswer.class);
        }
        changesNothing(() -> assertThat(client.answer(SECOND, false)).isEqualTo(refused(Rejection.TRIES_SPENT)));
        assertThat(client.end(How.ABANDONED)).isEqualTo(new Instruction.Ended());
    }

    @Test
    void countsAnewOnceTheKeyWasPut() {
        GatewayClient client = client();
        client.answer(SECOND, false);
        put(client);
        assertThat(card().tries()).isEqualTo(2);
        client.answer(SECOND, true);
        assertThat(card().tries()).isOne();
    }

    @Test
    void countsTheSameChallengeUnderTheOtherKey() {
        GatewayClient client = client();
        AdminKey key = put(client);
        assertThat(secret(client.answer(FIRST, true))).isEqualTo(answerUnder(key, FIRST));
        assertThat(card().overHttp().diversified()).isTrue();
    }

    @Test
    void answersUnderItsOwnKeyOnlyOnceItMayHaveIt() {
        GatewayClient client = client();
        changesNothing(() -> assertThat(client.answer(FIRST, true)).isEqualTo(refused(Rejection.NOT_PUT_YET)));
        client.key();
        changesNothing(() -> assertThat(client.answer(FIRST, true)).isEqualTo(refused(Rejection.NOT_PUT_YET)));
        client.answer(FIRST, false);
        assertThat(client.answer(SECOND, true)).isInstanceOf(GiveAnswer.class);
        changesNothing(() -> assertThat(client.answer(FIRST, false)).isEqualTo(refused(Rejection.ALREADY_ACTIVE)));
        changesNothing(() -> assertThat(client.key()).isEqualTo(refused(Rejection.ALREADY_ACTIVE)));
    }

    /** The card was opened for it before it was asked for. */
    @Test
    void takesAKeyForPutThatIsAskedForAfterTheAnswer() {
        GatewayClient client = client();
        client.answer(FIRST, false);
        client.key();
        assertThat(client.answer(SECOND, true)).isInstanceOf(GiveAnswer.class);
    }

    @Test
    void givesTheSamePinAgain() {
        GatewayClient client = client(true, UserPinOption.RANDOMIZED);
        String pin = secret(client.pin());
        changesNothing(() -> assertThat(secret(client.pin())).isEqualTo(pin));
    }

    @Test
    void writesDownTheChallengeThatIsShownForAPin() {
        GatewayClient client = client();
        client.told(client.pinAsked(null, new Challenge(FIRST)));
        assertThat(audited()).singleElement().asString().startsWith("the PIN, with the card's challenge " + FIRST);
    }

    /** Whoever had a key in a former life must not have it in this one. */
    @Test
    void givesAPlasticAnotherKeyInItsNextLife() {
        GatewayClient client = client();
        written(client);
        client.end(How.COMPLETED);
        desk.sql("UPDATE card SET status = 6");
        GatewayClient next = client();
        next.key();
        assertThat(card().keys().proposed()).isEqualTo(new KeyRef(1, 2));
        assertThat(next.answer(FIRST, false)).isInstanceOf(GiveAnswer.class);
        desk.sql("UPDATE card SET status = 6");
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        desk.told(desk.agent.insert(CardKind.GIDS, CARD, FIRST));
        assertThat(card().keys().proposed()).isEqualTo(new KeyRef(1, 3));
    }

    @Test
    void keepsNoLetterOfARandomPin() {
        GatewayClient client = client(true, UserPinOption.RANDOMIZED);
        written(client);
        client.end(How.COMPLETED);
        assertThat(card().heldPin()).isNull();
        assertThat(desk.column("SELECT sealed FROM letter")).isEmpty();
        changesNothing(() -> assertThat(client.pin()).isEqualTo(refused(Rejection.NOT_EXECUTING)));
    }

    @Test
    void leavesThePinToTheUser() {
        GatewayClient client = client(true, UserPinOption.USER_PROVIDED);
        changesNothing(() -> assertThat(client.pin()).isEqualTo(refused(Rejection.USERS_PIN)));
        put(client);
        client.answer(SECOND, true);
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(card().status()).isEqualTo(CardStatus.ASSIGNED);
    }

    @Test
    void needsNoSecondAnswerWhereTheCardKeepsItsPin() {
        GatewayClient client = client(true, UserPinOption.NONE);
        put(client);
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(card().keys().confirmed()).isEqualTo(new KeyRef(1, 1));
    }

    @Test
    void leavesTheKeyOfACardWhosePolicyHasNone() {
        GatewayClient client = client(false, UserPinOption.RANDOMIZED);
        changesNothing(() -> assertThat(client.key()).isEqualTo(refused(Rejection.KEY_FIXED)));
        client.answer(FIRST, false);
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(card().keys().confirmed()).isEqualTo(KeyRef.INITIAL);
    }

    @Test
    void completesNothingThatWasNotGiven() {
        GatewayClient client = client();
        changesNothing(() -> assertThat(client.end(How.COMPLETED)).isEqualTo(refused(Rejection.NOT_PUT_YET)));
        put(client);
        client.answer(SECOND, true);
        changesNothing(() -> assertThat(client.end(How.COMPLETED)).isEqualTo(refused(Rejection.NOT_PUT_YET)));
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
    }

    @Test
    void saysAgainHowARequestHasEnded() {
        GatewayClient client = client();
        written(client);
        client.end(How.COMPLETED);
        changesNothing(() -> assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended()));
        changesNothing(() -> assertThat(client.end(How.ABANDONED)).isEqualTo(refused(Rejection.NOT_EXECUTING)));
    }

    @Test
    void setsAnAbandonedCardAside() {
        GatewayClient client = client();
        written(client);
        assertThat(client.end(How.ABANDONED)).isEqualTo(new Instruction.Ended());
        assertThat(card().provisioning()).isEqualTo(Provisioning.SET_ASIDE);
        assertThat(card().heldPin()).isNull();
        assertThat(desk.request(client.request()).reason()).isEqualTo(Rejection.ABANDONED.words());
        changesNothing(() -> assertThat(client.key()).isEqualTo(refused(Rejection.SET_ASIDE)));
    }

    @Test
    void opensACardThatWasSetAsideForAReason() {
        GatewayClient client = client();
        AdminKey key = put(client);
        client.end(How.ABANDONED);
        assertThat(secret(client.told(client.keyAsked(REASON)))).isEqualTo(TestKeys.revealed(key));
        assertThat(secret(client.answer(SECOND, true, REASON))).isEqualTo(answerUnder(key, SECOND));
        assertThat(card()).extracting(Card::provisioning, Card::tries).containsExactly(Provisioning.SET_ASIDE, 2);
        assertThat(client.told(client.pinAsked(REASON))).isEqualTo(refused(Rejection.SET_ASIDE));
        assertThat(audited()).last().asString().endsWith("asked by olga because: it is to be reset)");
    }

    @Test
    void givesNoThirdWrongAnswerForAnyReason() {
        GatewayClient client = client();
        put(client);
        client.end(How.ABANDONED);
        client.answer(SECOND, true, REASON);
        client.answer("11".repeat(8), true, REASON);
        changesNothing(() ->
                assertThat(client.answer("22".repeat(8), true, REASON)).isEqualTo(refused(Rejection.TRIES_SPENT)));
    }

    @Test
    void answersNoChallengeOfAnotherLength() {
        GatewayClient client = client();
        changesNothing(
                () -> assertThat(client.answer("00".repeat(16), false)).isEqualTo(refused(Rejection.WRONG_ALGORITHM)));
    }

    @Test
    void givesNothingForAnotherCard() {
        GatewayClient client = client();
        GatewayClient liar = client.naming(client.request(), OTHER, client.smartcard());
        changesNothing(() -> assertThat(liar.key()).isEqualTo(refused(Rejection.OTHER_CARD)));
        UUID another = desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        GatewayClient wrong = client.naming(another, CARD, client.smartcard());
        changesNothing(() -> assertThat(wrong.answer(FIRST, false)).isEqualTo(refused(Rejection.OTHER_CARD)));
        assertThat(audited())
                .containsExactly(
                        "the card's own key refused: the card is another one than the request's, smart card "
                                + client.smartcard() + ", request " + client.request() + " (" + client.gateway.name
                                + ", asked by olga)",
                        "answer under the initial key refused: the card is another one than the request's, smart card "
                                + client.smartcard() + ", request " + another + " (" + client.gateway.name
                                + ", asked by olga)");
    }

    @Test
    void knowsNothingOfWhatNobodyMade() {
        GatewayClient client = client();
        GatewayClient stranger = client.naming(client.request(), CARD, Ids.next());
        changesNothing(() -> assertThat(stranger.pin()).isEqualTo(refused(Rejection.UNKNOWN)));
        GatewayClient lost = client.naming(Ids.next(), CARD, client.smartcard());
        changesNothing(() -> assertThat(lost.end(How.COMPLETED)).isEqualTo(refused(Rejection.UNKNOWN)));
    }

    @Test
    void givesAnAgentNothingForItsCard() {
        GatewayClient client = client();
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        CardEvent insertion = desk.agent.insert(CardKind.GIDS, CARD, FIRST);
        changesNothing(
                () -> assertThat(desk.agent.open(desk.told(insertion))).isEqualTo(refused(Rejection.WORKED_BY_HTTP)));
        written(client);
        client.end(How.COMPLETED);
        assertThat(desk.agent.open(desk.told(desk.agent.insert(CardKind.GIDS, CARD, FIRST))))
                .isEqualTo(refused(Rejection.ALREADY_ACTIVE));
    }

    @Test
    void givesNothingForAnAgentsCard() {
        GatewayClient client = client();
        UUID request = desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED), OTHER, null, 0);
        desk.told(desk.agent.insert(CardKind.GIDS, OTHER, FIRST));
        GatewayClient thief = client.naming(request, OTHER, desk.card(OTHER).id());
        changesNothing(() -> assertThat(thief.key()).isEqualTo(refused(Rejection.WORKED_BY_AGENT)));
    }

    @Test
    void takesNoQuestionOfAnAgentAndNoCardOfAGateway() {
        GatewayClient client = client();
        KeyAsked asked = (KeyAsked) client.keyAsked(null);
        desk.feed(desk.agent, new KeyAsked(desk.agent.origin(), asked.session(), asked.about(), asked.nonce()));
        assertThat(desk.deadLetters()).containsExactly("not a gateway");
        desk.feed(client.gateway, client.gateway.insert(CardKind.GIDS, CARD, FIRST));
        assertThat(desk.deadLetters()).containsExactly("not a reader agent");
    }

    /** As after an outage, when clients have asked in vain. */
    @Test
    void countsNoAnswerThatNobodyWaitsFor() {
        GatewayClient client = client();
        CardEvent first = client.answerAsked(FIRST, false, null);
        CardEvent second = client.answerAsked(SECOND, false, null);
        desk.feed(client.gateway, first, client.withdrawn(first), second);
        assertThat(card().tries()).isOne();
        assertThat(card().overHttp().answered()).isEqualTo(new Challenge(SECOND));
        assertThat(desk.deadLetters()).isEmpty();
    }

    @Test
    void answersAQuestionOnce() {
        GatewayClient client = client();
        CardEvent event = client.keyAsked(null);
        client.told(event);
        desk.feed(client.gateway, event);
        assertThat(desk.deadLetters()).containsExactly("replayed");
        assertThat(audited()).hasSize(1);
    }
}

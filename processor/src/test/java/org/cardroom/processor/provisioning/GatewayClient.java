package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.cardroom.db.agents.Agents;
import org.cardroom.db.issuing.Binding;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.About;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.GiveAnswer;
import org.cardroom.events.message.Instruction.GiveKey;
import org.cardroom.events.message.Instruction.GivePin;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.secret.AdminKey;

/** A client of the HTTP API with one card, and the gateway that passes on what it asks. */
final class GatewayClient {
    static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    /** Two challenges of a card. */
    static final String FIRST = "0011223344556677";

    static final String SECOND = "8899AABBCCDDEEFF";

    final FakeAgent gateway;
    final CardId card;
    private final Desk desk;
    private final UUID request;
    private final UUID smartcard;

    private GatewayClient(Desk desk, FakeAgent gateway, UUID request, CardId card, UUID smartcard) {
        this.desk = desk;
        this.gateway = gateway;
        this.request = request;
        this.card = card;
        this.smartcard = smartcard;
    }

    /** Of the usual card, under such a policy. */
    static GatewayClient of(Desk desk, boolean diversify, UserPinOption option) {
        return of(desk, desk.request(desk.gids("t", diversify, option)), CARD);
    }

    /** Whose card is bound to this request, at a gateway of its own. */
    static GatewayClient of(Desk desk, UUID request, CardId card) {
        FakeAgent gateway = new FakeAgent("gateway-" + UUID.randomUUID(), desk.keys, Instant.now());
        new Agents(desk.store).enrol(TestKeys.OFFICER.sign(gateway.enrolment(Capability.GATEWAY)));
        Binding.Result bound = new Binding(desk.store).bind(request, card, null);
        return new GatewayClient(desk, gateway, request, card, ((Binding.Result.Bound) bound).smartcard());
    }

    /** The same one, that speaks of another request, card or identifier. */
    GatewayClient naming(UUID otherRequest, CardId otherCard, UUID otherSmartcard) {
        return new GatewayClient(desk, gateway, otherRequest, otherCard, otherSmartcard);
    }

    /** The same one at another database, where its gateway is known. */
    GatewayClient at(Desk other) {
        return new GatewayClient(other, gateway, request, card, smartcard);
    }

    UUID request() {
        return request;
    }

    UUID smartcard() {
        return smartcard;
    }

    private Origin origin() {
        return new Origin(1, Ids.next(), gateway.name, gateway.channel.ref(), GatewayEvent.SLOT, Instant.now());
    }

    private About about(String reason) {
        return new About("olga", reason, request, smartcard, card);
    }

    private static Challenge nonce() {
        return Challenge.random(16);
    }

    /** Nobody waits for the answer to this question any more. */
    CardEvent withdrawn(CardEvent asked) {
        return new CardEvent.CardRemoved(origin(), ((GatewayEvent) asked).session(), card);
    }

    CardEvent keyAsked(String reason) {
        return new GatewayEvent.KeyAsked(origin(), Ids.next(), about(reason), nonce());
    }

    CardEvent answerAsked(String challenge, boolean diversified, String reason) {
        return new GatewayEvent.AnswerAsked(origin(), Ids.next(), about(reason), new Challenge(challenge), diversified);
    }

    CardEvent pinAsked(String reason) {
        return pinAsked(reason, null);
    }

    CardEvent pinAsked(String reason, Challenge challenge) {
        return new GatewayEvent.PinAsked(origin(), Ids.next(), about(reason), nonce(), challenge);
    }

    Instruction key() {
        return told(keyAsked(null));
    }

    Instruction answer(String challenge, boolean diversified) {
        return told(answerAsked(challenge, diversified, null));
    }

    Instruction answer(String challenge, boolean diversified, String reason) {
        return told(answerAsked(challenge, diversified, reason));
    }

    Instruction pin() {
        return told(pinAsked(null));
    }

    Instruction end(How how) {
        return told(new GatewayEvent.RequestEnded(origin(), Ids.next(), about(null), nonce(), how));
    }

    Instruction told(CardEvent event) {
        return gateway.open(desk.told(gateway, event));
    }

    static Instruction refused(Rejection reason) {
        return new Instruction.Reject(reason);
    }

    /** As far as the card has its own key, which is returned. */
    AdminKey put() {
        AdminKey key = ((GiveKey) key()).key();
        assertThat(answer(FIRST, false)).isInstanceOf(GiveAnswer.class);
        return key;
    }

    /** As far as all is on the card. */
    void written() {
        put();
        assertThat(pin()).isInstanceOf(GivePin.class);
        assertThat(answer(SECOND, true)).isInstanceOf(GiveAnswer.class);
    }

    /** Its row as it is now. */
    Card row() {
        return desk.card(card);
    }

    static String answerUnder(AdminKey key, String challenge) {
        return TestKeys.revealed(key.answer(new Challenge(challenge)));
    }

    /** The hex of what was given. */
    static String secret(Instruction told) {
        if (told instanceof GiveKey give) {
            return TestKeys.revealed(give.key());
        }
        return told instanceof GiveAnswer give
                ? TestKeys.revealed(give.answer())
                : TestKeys.revealed(((GivePin) told).pin());
    }
}

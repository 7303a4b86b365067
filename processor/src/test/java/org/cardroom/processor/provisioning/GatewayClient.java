package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.Instruction.DeliverAdminKey;
import org.cardroom.events.message.Instruction.DeliverPin;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.RejectionReason;
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
        new AgentRepository(desk.store).enrol(TestKeys.OFFICER.sign(gateway.enrolment(ClientType.GATEWAY)));
        HttpCardBindingService.BindingResult bound = new HttpCardBindingService(desk.store).bind(request, card, null);
        return new GatewayClient(desk, gateway, request, card, ((HttpCardBindingService.BindingResult.Bound) bound).smartcard());
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

    private EventHeader origin() {
        return new EventHeader(1, UuidGenerator.next(), gateway.name, gateway.channel.ref(), GatewayEvent.SLOT, Instant.now());
    }

    private RequestSubject about(String reason) {
        return new RequestSubject("olga", reason, request, smartcard, card);
    }

    private static Challenge nonce() {
        return Challenge.random(16);
    }

    /** Nobody waits for the answer to this question any more. */
    CardEvent withdrawn(CardEvent asked) {
        return new CardEvent.CardRemoved(origin(), ((GatewayEvent) asked).session(), card);
    }

    CardEvent keyAsked(String reason) {
        return new GatewayEvent.AdminKeyRequested(origin(), UuidGenerator.next(), about(reason), nonce());
    }

    CardEvent answerAsked(String challenge, boolean diversified, String reason) {
        return new GatewayEvent.AuthenticationResponseRequested(origin(), UuidGenerator.next(), about(reason), new Challenge(challenge), diversified);
    }

    CardEvent pinAsked(String reason) {
        return pinAsked(reason, null);
    }

    CardEvent pinAsked(String reason, Challenge challenge) {
        return new GatewayEvent.PinRequested(origin(), UuidGenerator.next(), about(reason), nonce(), challenge);
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

    Instruction end(CompletionKind how) {
        return told(new GatewayEvent.RequestCompletionRequested(origin(), UuidGenerator.next(), about(null), nonce(), how));
    }

    Instruction told(CardEvent event) {
        return gateway.open(desk.told(gateway, event));
    }

    static Instruction refused(RejectionReason reason) {
        return new Instruction.Reject(reason);
    }

    /** As far as the card has its own key, which is returned. */
    AdminKey put() {
        AdminKey key = ((DeliverAdminKey) key()).key();
        assertThat(answer(FIRST, false)).isInstanceOf(DeliverAuthenticationResponse.class);
        return key;
    }

    /** As far as all is on the card. */
    void written() {
        put();
        assertThat(pin()).isInstanceOf(DeliverPin.class);
        assertThat(answer(SECOND, true)).isInstanceOf(DeliverAuthenticationResponse.class);
    }

    /** Its row as it is now. */
    Card row() {
        return desk.card(card);
    }

    static String answerUnder(AdminKey key, String challenge) {
        return TestKeys.revealed(key.respond(new Challenge(challenge)));
    }

    /** The hex of what was given. */
    static String secret(Instruction told) {
        if (told instanceof DeliverAdminKey give) {
            return TestKeys.revealed(give.key());
        }
        return told instanceof DeliverAuthenticationResponse give
                ? TestKeys.revealed(give.answer())
                : TestKeys.revealed(((DeliverPin) told).pin());
    }
}

package org.cardroom.processor.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;

/** One GIDS card's rows and events, without a database: what the decisions are made from. */
final class ModelRoom {
    static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    static final Challenge CHALLENGE = new Challenge("0011223344556677");
    static final Challenge CARDS = new Challenge("11".repeat(16));
    static final Challenge HOSTS = new Challenge("22".repeat(16));
    static final Template TEMPLATE = new Template(
            "t",
            CardKind.GIDS,
            KeyAlgorithm.TDES,
            new InitialKey("zero-3des", new Kcv("8CA64D"), null),
            true,
            UserPinOption.RANDOMIZED,
            null,
            null);
    private static final ChannelRef CHANNEL = new ChannelRef("processors-1", Instant.EPOCH, "00".repeat(32));

    private ModelRoom() {}

    /** A card that was just bound. */
    static Card card(Request request) {
        return Card.bound(CARD, CardKind.GIDS, request.id(), request.template(), 0);
    }

    static Request request() {
        return new Request(
                Ids.next(), Ids.next(), "p", Ids.next(), null, null, RequestStatus.EXECUTING, null, null, 0, null);
    }

    private static Origin origin(String agent) {
        return new Origin(Origin.SCHEMA, Ids.next(), agent, CHANNEL, "slot-1", Instant.EPOCH);
    }

    static CardInserted inserted(String agent, UUID journal, List<Journal.Write> writes) {
        return new CardInserted(
                origin(agent),
                Ids.next(),
                CardKind.GIDS,
                new Atr("3B00"),
                CARD,
                CHALLENGE,
                KeyAlgorithm.TDES,
                Set.of(),
                new Journal(journal, writes));
    }

    /** The report of a card's open instruction to prove its key. */
    static StepReported proving(Card card) {
        var exchange = card.exchange();
        return new StepReported(
                origin(exchange.agent()),
                exchange.session(),
                CARD,
                exchange.instruction(),
                Stage.DONE,
                new Said.Accepted(),
                CARDS,
                HOSTS,
                new Journal(exchange.journal(), List.of()));
    }

    /** A report of a card's open instruction. */
    static StepReported report(Card card, Stage stage, Said said, boolean challenge) {
        var exchange = card.exchange();
        return new StepReported(
                origin(exchange.agent()),
                exchange.session(),
                CARD,
                exchange.instruction(),
                stage,
                said,
                challenge ? CHALLENGE : null,
                new Journal(exchange.journal(), List.of()));
    }
}

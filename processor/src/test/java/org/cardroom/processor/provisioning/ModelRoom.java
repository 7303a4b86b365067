package org.cardroom.processor.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.KeyAlgorithm;

/** One GIDS card's rows and events, without a database: what the decisions are made from. */
final class ModelRoom {
    static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    static final Challenge CHALLENGE = new Challenge("0011223344556677");
    static final Challenge CARDS = new Challenge("11".repeat(16));
    static final Challenge HOSTS = new Challenge("22".repeat(16));
    static final ProfileTemplate TEMPLATE = new ProfileTemplate(
            "t",
            CardKind.GIDS,
            KeyAlgorithm.TDES,
            new InitialKeyRef("zero-3des", new KeyCheckValue("8CA64D"), null),
            true,
            UserPinOption.RANDOMIZED,
            null,
            null);
    private static final ChannelRef CHANNEL = new ChannelRef("processors-1", Instant.EPOCH, "00".repeat(32));

    private ModelRoom() {}

    /** A card that was just bound. */
    static Card card(IssuanceRequest request) {
        return Card.createWithNewId(CARD, CardKind.GIDS, request.id(), request.template(), 0);
    }

    static IssuanceRequest request() {
        return new IssuanceRequest(
                UuidGenerator.next(), UuidGenerator.next(), "p", UuidGenerator.next(), null, null, RequestStatus.EXECUTING, null, null, 0, null);
    }

    private static EventHeader origin(String agent) {
        return new EventHeader(EventHeader.SCHEMA, UuidGenerator.next(), agent, CHANNEL, "slot-1", Instant.EPOCH);
    }

    static CardInserted inserted(String agent, UUID journal, List<JournalSnapshot.JournalledWrite> writes) {
        return new CardInserted(
                origin(agent),
                UuidGenerator.next(),
                CardKind.GIDS,
                new Atr("3B00"),
                CARD,
                CHALLENGE,
                KeyAlgorithm.TDES,
                Set.of(),
                new JournalSnapshot(journal, writes));
    }

    /** The report of a card's open instruction to prove its key. */
    static StepReported proving(Card card) {
        var openSession = card.openSession();
        return new StepReported(
                origin(openSession.agent()),
                openSession.session(),
                CARD,
                openSession.instruction(),
                InstructionProgress.DONE,
                new CardResponse.Accepted(),
                CARDS,
                HOSTS,
                new JournalSnapshot(openSession.journal(), List.of()));
    }

    /** A report of a card's open instruction. */
    static StepReported report(Card card, InstructionProgress progress, CardResponse response, boolean challenge) {
        var openSession = card.openSession();
        return new StepReported(
                origin(openSession.agent()),
                openSession.session(),
                CARD,
                openSession.instruction(),
                progress,
                response,
                challenge ? CHALLENGE : null,
                new JournalSnapshot(openSession.journal(), List.of()));
    }
}

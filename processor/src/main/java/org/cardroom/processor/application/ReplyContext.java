package org.cardroom.processor.application;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction has to name so that the waiting agent or gateway accepts it.
 * @param challenge the card's; for blank cards and gateways, a random value of the sender
 * @param hostChallenge the agent's part of a mutual authentication; absent in other sessions
 */
public record ReplyContext(
        CardId card,
        UUID session,
        Challenge challenge,
        @Nullable Challenge hostChallenge) {
    private static final CardId NO_CARD_ID = new CardId("00".repeat(16));

    /** The context of an event; empty where its sender waits for no reply. */
    public static Optional<ReplyContext> from(CardEvent event) {
        if (event instanceof CardEvent.CardInserted e) {
            return Optional.of(new ReplyContext(e.card(), e.session(), e.challenge(), null));
        }
        if (event instanceof CardEvent.BlankCardInserted e) {
            CardId card = e.card() == null ? NO_CARD_ID : e.card();
            return Optional.of(new ReplyContext(card, e.session(), e.challenge(), null));
        }
        if (event instanceof GatewayEvent e) {
            return Optional.of(new ReplyContext(e.subject().card(), e.session(), e.nonce(), null));
        }
        return event instanceof CardEvent.StepReported e && e.challenge() != null
                ? Optional.of(new ReplyContext(e.card(), e.session(), e.challenge(), e.hostChallenge()))
                : Optional.empty();
    }
}

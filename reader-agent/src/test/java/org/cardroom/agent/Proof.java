package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.card.Transport;
import org.cardroom.events.card.Atr;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.cards.VirtualCard;

/** Shows what is on a card, by using it. */
final class Proof {
    private final SmartCard card;

    private Proof(SmartCard card) {
        this.card = card;
    }

    static Proof of(VirtualCard card) {
        return new Proof(card(card));
    }

    /** A card in the hand, without a reader. */
    static SmartCard card(VirtualCard card) {
        Transport held = (command, response) -> {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            return response.put(card.transmit(bytes)).position();
        };
        card.reset();
        Identification who = SmartCard.identify(held, Atr.of(card.atr()));
        return ((Identification.Known) who).card();
    }

    void isIssued() {
        assertThat(takes(Issuing.replacement(algorithm()))).as("the new key").isTrue();
        assertThat(card.verifyPin(Issuing.pin(Issuing.PIN))).isEqualTo(new CardResponse.Accepted());
    }

    void isUntouched() {
        assertThat(takes(Issuing.initial(card.kind(), algorithm())))
                .as("the initial key")
                .isTrue();
    }

    private KeyAlgorithm algorithm() {
        return card.algorithm() == null ? KeyAlgorithm.TDES : card.algorithm();
    }

    private boolean takes(AdminKey key) {
        SmartCard.Drawn.Fresh drawn = (SmartCard.Drawn.Fresh) card.challenge();
        return card.authenticate(key.respond(drawn.challenge())) instanceof CardResponse.Accepted;
    }
}

package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.card.Atr;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;

/** Asserts the state of a card by using it. */
public final class CardStateAssert {
    private final SmartCard card;

    private CardStateAssert(SmartCard card) {
        this.card = card;
    }

    public static CardStateAssert of(VirtualCard card) {
        return new CardStateAssert(connect(card));
    }

    /** Connects a card without a reader. */
    static SmartCard connect(VirtualCard card) {
        ApduTransport held = (command, response) -> {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            return response.put(card.transmit(bytes)).position();
        };
        card.reset();
        CardIdentification identification = SmartCard.identify(held, Atr.of(card.atr()));
        return ((CardIdentification.Supported) identification).card();
    }

    public void isIssued() {
        assertThat(acceptsKey(IssuanceScript.replacement(algorithm())))
                .as("the new key")
                .isTrue();
        assertThat(card.verifyPin(IssuanceScript.pin(IssuanceScript.PIN))).isEqualTo(new CardResponse.Accepted());
    }

    void isUntouched() {
        assertThat(acceptsKey(IssuanceScript.initial(card.kind(), algorithm())))
                .as("the initial key")
                .isTrue();
    }

    private KeyAlgorithm algorithm() {
        return card.algorithm() == null ? KeyAlgorithm.TDES : card.algorithm();
    }

    private boolean acceptsKey(AdminKey key) {
        SmartCard.ChallengeResult.CardChallenge drawn =
                (SmartCard.ChallengeResult.CardChallenge) card.requestChallenge();
        return card.authenticate(key.respond(drawn.challenge())) instanceof CardResponse.Accepted;
    }
}

package org.cardroom.processor.modelcheck;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.GidsCardFixture;

/**
 * What does not change while one card is issued.
 * @param lost what a card says that has lost its key
 * @param tearsInside whether the write of a key that is cut in its middle leaves none
 * @param tellsPuks whether it tells how often a PUK may still be wrong
 */
record ModelConfig(ProfileTemplate template, KeyLossBehavior lost, boolean tearsInside, boolean tellsPuks) {
    static final int MASTER = 1;
    static final int MOST_PUKS = 3;

    enum KeyLossBehavior {
        /** The answer is wrong, whatever it is. */
        REFUSES,
        /** A status word that the protocol does not have, to the answer. */
        ANSWERS_NONSENSE,
        /** The same, and already when it is asked for a challenge. */
        DRAWS_NOTHING
    }

    static ModelConfig gids(boolean diversify, KeyLossBehavior lost) {
        return new ModelConfig(
                template(CardKind.GIDS, diversify, UserPinOption.SERVER_DISTRIBUTED, null), lost, true, false);
    }

    static ModelConfig piv(boolean diversify, UserPinOption option, boolean tellsPuks) {
        return new ModelConfig(
                template(CardKind.PIV, diversify, option, "factory"), KeyLossBehavior.REFUSES, false, tellsPuks);
    }

    private static ProfileTemplate template(CardKind kind, boolean diversify, UserPinOption option, String puk) {
        InitialKeyRef initial = new InitialKeyRef("zero-3des", new KeyCheckValue("8CA64D"), null);
        return new ProfileTemplate("t", kind, KeyAlgorithm.TDES, initial, diversify, option, null, puk, null, null);
    }

    CardKind kind() {
        return template.kind();
    }

    /** A card that was just bound. */
    Card card(IssuanceRequest request) {
        return Card.create(UuidGenerator.next(), GidsCardFixture.CARD, kind(), request.id(), request.template(), 0);
    }
}

package org.cardroom.processor.modelcheck;

import java.util.Objects;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/** What must hold in every world. */
final class ModelInvariants {
    private static final int MOST_TRIES = 3;

    private ModelInvariants() {}

    static boolean isEnd(ModelState state) {
        ProvisioningState now = state.card().provisioningState();
        return now == ProvisioningState.ISSUED || now == ProvisioningState.SET_ASIDE;
    }

    /** The first that does not hold; null where all do. */
    static @Nullable String findViolation(ModelConfig config, ModelState state) {
        Card card = state.card();
        ModelCard chip = state.chip();
        if (card.unresolvedAnswers() < 0 || card.unresolvedAnswers() > MOST_TRIES) {
            return "the row counts " + card.unresolvedAnswers() + " tries";
        }
        if (chip.refusedAnswers() > card.unresolvedAnswers()) {
            return "the card refused " + chip.refusedAnswers() + " answers in a row, and the row counts "
                    + card.unresolvedAnswers();
        }
        if (chip.refusedPuks() >= ModelConfig.MOST_PUKS) {
            return "the card refused " + chip.refusedPuks() + " PUKs in a row";
        }
        if (chip.key() != null && !isDerivable(chip.key(), card)) {
            return "the card has a key that the row cannot derive";
        }
        boolean pins = card.provisioningState() != ProvisioningState.SET_ASIDE;
        if (pins
                && chip.pin() != null
                && !chip.pin().equals(card.heldPin())
                && !chip.pin().equals(state.letter())) {
            return "the card has a PIN that nobody knows";
        }
        if (chip.puk() != 0 && chip.puk() != card.keys().pukVersion()) {
            return "the card has a PUK that the row does not know of";
        }
        return isEnd(state) ? wrongEnd(config, state) : null;
    }

    private static boolean isDerivable(AdminKeyRef key, Card card) {
        return key.equals(card.keys().confirmed()) || key.equals(card.keys().proposed());
    }

    /** How it ended, and whether the card still holds a key; null where it goes on. */
    static @Nullable String endDescription(ModelState state) {
        if (!isEnd(state)) {
            return null;
        }
        String reason = state.request().reason();
        return (reason == null ? "issued" : reason) + (state.chip().key() == null ? ", without a key" : "");
    }

    private static @Nullable String wrongEnd(ModelConfig config, ModelState state) {
        return state.card().provisioningState() == ProvisioningState.ISSUED ? issued(config, state) : setAside(state);
    }

    private static @Nullable String issued(ModelConfig config, ModelState state) {
        ModelCard chip = state.chip();
        AdminKeyRef key = config.template().diversify() ? new AdminKeyRef(ModelConfig.MASTER, 1) : AdminKeyRef.INITIAL;
        boolean pins = config.template().userPinOption().isServerGenerated();
        if (state.request().status() != RequestStatus.COMPLETED) {
            return "the card is issued and its request is " + state.request().status();
        }
        if (!key.equals(chip.key()) || !key.equals(state.card().keys().confirmed())) {
            return "an issued card has another key than its row";
        }
        if (pins && (chip.pin() == null || !chip.pin().equals(state.letter()))) {
            return "an issued card has another PIN than its letter";
        }
        return config.template().initialPuk() != null && chip.puk() != ModelConfig.MASTER
                ? "an issued card has the PUK that it came with"
                : null;
    }

    private static @Nullable String setAside(ModelState state) {
        if (state.request().status() != RequestStatus.FAILED) {
            return "the card is set aside and its request is " + state.request().status();
        }
        return Objects.requireNonNullElse(state.request().reason(), "").isEmpty()
                ? "a card is set aside without a reason"
                : null;
    }
}

package org.cardroom.processor.provisioning;

import java.util.Objects;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;

/** What must hold in every world. */
final class Invariants {
    private static final int MOST_TRIES = 3;

    private Invariants() {}

    static boolean isEnd(World world) {
        ProvisioningState now = world.card().provisioningState();
        return now == ProvisioningState.ISSUED || now == ProvisioningState.SET_ASIDE;
    }

    /** The first that does not hold; null where all do. */
    static @Nullable String broken(Setting room, World world) {
        Card card = world.card();
        ModelChip chip = world.chip();
        if (card.unresolvedAnswers() < 0 || card.unresolvedAnswers() > MOST_TRIES) {
            return "the row counts " + card.unresolvedAnswers() + " tries";
        }
        if (chip.wrong() > card.unresolvedAnswers()) {
            return "the card refused " + chip.wrong() + " answers in a row, and the row counts " + card.unresolvedAnswers();
        }
        if (chip.wrongPuks() >= Setting.MOST_PUKS) {
            return "the card refused " + chip.wrongPuks() + " PUKs in a row";
        }
        if (chip.key() != null && !isDerivable(chip.key(), card)) {
            return "the card has a key that the row cannot derive";
        }
        boolean pins = card.provisioningState() != ProvisioningState.SET_ASIDE;
        if (pins
                && chip.pin() != null
                && !chip.pin().equals(card.heldPin())
                && !chip.pin().equals(world.letter())) {
            return "the card has a PIN that nobody knows";
        }
        if (chip.puk() != 0 && chip.puk() != card.keys().pukVersion()) {
            return "the card has a PUK that the row does not know of";
        }
        return isEnd(world) ? wrongEnd(room, world) : null;
    }

    private static boolean isDerivable(AdminKeyRef key, Card card) {
        return key.equals(card.keys().confirmed()) || key.equals(card.keys().proposed());
    }

    /** How it ended, and whether the card still holds a key; null where it goes on. */
    static @Nullable String end(World world) {
        if (!isEnd(world)) {
            return null;
        }
        String reason = world.request().reason();
        return (reason == null ? "issued" : reason) + (world.chip().key() == null ? ", without a key" : "");
    }

    private static @Nullable String wrongEnd(Setting room, World world) {
        return world.card().provisioningState() == ProvisioningState.ISSUED ? issued(room, world) : setAside(world);
    }

    private static @Nullable String issued(Setting room, World world) {
        ModelChip chip = world.chip();
        AdminKeyRef key = room.template().diversify() ? new AdminKeyRef(Setting.MASTER, 1) : AdminKeyRef.INITIAL;
        boolean pins = room.template().userPinOption().isServerGenerated();
        if (world.request().status() != RequestStatus.COMPLETED) {
            return "the card is issued and its request is " + world.request().status();
        }
        if (!key.equals(chip.key()) || !key.equals(world.card().keys().confirmed())) {
            return "an issued card has another key than its row";
        }
        if (pins && (chip.pin() == null || !chip.pin().equals(world.letter()))) {
            return "an issued card has another PIN than its letter";
        }
        return room.template().initialPuk() != null && chip.puk() != Setting.MASTER
                ? "an issued card has the PUK that it came with"
                : null;
    }

    private static @Nullable String setAside(World world) {
        if (world.request().status() != RequestStatus.FAILED) {
            return "the card is set aside and its request is " + world.request().status();
        }
        return Objects.requireNonNullElse(world.request().reason(), "").isEmpty()
                ? "a card is set aside without a reason"
                : null;
    }
}

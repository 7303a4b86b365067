package org.cardroom.processor.application;

import java.util.List;
import java.util.Objects;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.jspecify.annotations.Nullable;

/** Creates instructions with their keys, authentication responses and PINs: the only place where these are computed for a card. */
record InstructionFactory(ProcessorKeyring keys) {
    /**
     * What a client of the HTTP API gets; the caller closes it. An answer may be under any key, because the client may also
     * get the key itself; the client checks what the card proves.
     */
    Instruction createDelivery(
            Action.DeliverSecret delivery, Card card, ProfileTemplate template, ReplyContext context) {
        return switch (delivery.type()) {
            case DELIVER_ADMIN_KEY -> new Instruction.DeliverAdminKey(key(requireKey(delivery), card, template));
            case DELIVER_AUTHENTICATION_RESPONSE ->
                new Instruction.DeliverAuthenticationResponse(
                        answerUnder(requireKey(delivery), card, template, context.challenge()));
            case DELIVER_PIN ->
                new Instruction.DeliverPin(Objects.requireNonNull(heldPin(card), "held before it is delivered"));
            case ACKNOWLEDGE_REQUEST_END, PUT_KEY, SET_PIN, REQUEST_MUTUAL_AUTH, INITIALISE ->
                throw new IllegalStateException(delivery.type() + " delivers no secret");
        };
    }

    private static AdminKeyRef requireKey(Action.DeliverSecret delivery) {
        return Objects.requireNonNull(delivery.key(), "chosen before it is used");
    }

    /** Initialises a blank card with the template's initial key; the caller closes it. */
    Instruction createInitialization(ProfileTemplate template, CardId card) {
        return new Instruction.Initialise(keys.initialKeys().keyFor(template, card));
    }

    /** The next instruction for an inserted card; the caller closes it. */
    Instruction create(Action.SendInstruction send, Card card, ProfileTemplate template, ReplyContext context) {
        return switch (send.type()) {
            case PUT_KEY -> createPutKey(card, template, context.challenge());
            case SET_PIN -> createSetPin(card, template, context, send.answerUnderProposed());
            case REQUEST_MUTUAL_AUTH -> new Instruction.RequestMutualAuth();
            case INITIALISE, DELIVER_ADMIN_KEY, DELIVER_AUTHENTICATION_RESPONSE, DELIVER_PIN, ACKNOWLEDGE_REQUEST_END ->
                throw new IllegalStateException(send.type() + " is not for an inserted card");
        };
    }

    private Instruction createPutKey(Card card, ProfileTemplate template, Challenge challenge) {
        AdminKeyRef next = Objects.requireNonNull(card.keys().proposed(), "proposed before it is put");
        return new Instruction.PutKey(
                answer(card.keys().confirmed(), card, template, challenge), key(next, card, template));
    }

    /** The answer, and PIN and PUK as far as the template has them. */
    private Instruction createSetPin(Card card, ProfileTemplate template, ReplyContext context, boolean withProposed) {
        AdminKeyRef proposed = card.keys().proposed();
        AdminKeyRef ref =
                withProposed && proposed != null ? proposed : card.keys().confirmed();
        Pin pin = heldPin(card);
        Pin nextPuk = template.initialPuk() == null ? null : puk(card);
        List<Pin> puks = puks(card, template);
        if (!requiresMutualAuth(ref, card)) {
            return new Instruction.SetPin(answer(ref, card, template, context.challenge()), pin, puks, nextPuk);
        }
        Challenge cards = context.challenge();
        Challenge hosts = context.hostChallenge();
        if (hosts == null) {
            throw new IllegalStateException("a card with a confirmed key must prove it before it gets a PIN");
        }
        try (AdminKey key = key(ref, card, template)) {
            boolean gids = card.kind() == CardKind.GIDS;
            AuthenticationResponse answer = gids ? key.respondGidsMutual(cards, hosts) : key.respondPivMutual(cards);
            CardAuthenticationProof proof = gids ? key.expectedGidsProof(cards, hosts) : key.expectedPivProof(hosts);
            return new Instruction.SetPin(answer, proof, pin, puks, nextPuk);
        }
    }

    private static boolean requiresMutualAuth(AdminKeyRef ref, Card card) {
        return card.keys().hasOwnConfirmedKey() && ref.equals(card.keys().confirmed());
    }

    /** The held PIN of the card, sealed for its PIN letter. */
    String sealPinForLetter(Card card, String heldPin) {
        try (Pin pin = openPin(card, heldPin)) {
            return keys.pinLetterCipher().seal(pin, card.request(), card.id());
        }
    }

    /** An answer that proves nothing about the card; never under a key that the card has proved before. */
    private AuthenticationResponse answer(AdminKeyRef ref, Card card, ProfileTemplate template, Challenge challenge) {
        if (requiresMutualAuth(ref, card)) {
            throw new IllegalStateException("a confirmed key is used in mutual authentication only");
        }
        return answerUnder(ref, card, template, challenge);
    }

    private AuthenticationResponse answerUnder(
            AdminKeyRef ref, Card card, ProfileTemplate template, Challenge challenge) {
        try (AdminKey key = key(ref, card, template)) {
            return key.respond(challenge);
        }
    }

    private AdminKey key(AdminKeyRef ref, Card card, ProfileTemplate template) {
        return ref.isInitial()
                ? keys.initialKeys().keyFor(template, card.cardId())
                : keys.masterKeys().deriveAdminKey(ref, card.kind(), card.cardId(), template.algorithm());
    }

    private @Nullable Pin heldPin(Card card) {
        return card.heldPin() == null ? null : openPin(card, card.heldPin());
    }

    private Pin openPin(Card card, String heldPin) {
        return keys.heldPinCipher().open(heldPin, DrawnValueGenerator.bindingOf(card.request(), card.id()));
    }

    /** The PUKs that the card may have: the new one first where it may have been written, then the initial one. */
    private List<Pin> puks(Card card, ProfileTemplate template) {
        if (template.initialPuk() == null) {
            return List.of();
        }
        Pin first = keys.initialKeys().puk(template.initialPuk());
        return card.keys().pukMayBeWritten() ? List.of(puk(card), first) : List.of(first);
    }

    private Pin puk(Card card) {
        return keys.masterKeys().derivePuk(card.keys().pukVersion(), card.kind(), card.cardId());
    }
}

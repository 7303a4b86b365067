package org.cardroom.processor.application;

import java.util.List;
import java.util.Objects;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.application.InstructionSealer.ReplyContext;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.pins.PinGenerator;
import org.jspecify.annotations.Nullable;

/** Works out what an instruction carries: the only place where keys, answers and PINs meet a card. */
public final class InstructionFactory {
    private final ProcessorKeyring keys;
    private final PinGenerator pinGenerator;

    public InstructionFactory(ProcessorKeyring keys, PinGenerator draw) {
        this.keys = keys;
        this.pinGenerator = draw;
    }

    /**
     * The card with what it is about to be sent written down: the PIN that is held for it, and, with its first key
     * already, which PUK it gets. To be stored before the instruction can leave.
     */
    Card withSecretsPrepared(Card card, IssuanceRequest request, ProfileTemplate template, InstructionType step) {
        if (step == InstructionType.REQUEST_MUTUAL_AUTH) {
            return card;
        }
        boolean withPin =
                step == InstructionType.SET_PIN && template.userPinOption().isServerGenerated();
        Card prepared = withPin ? withHeldPin(card, request, template) : card;
        if (template.initialPuk() != null && card.keys().pukVersion() == 0) {
            prepared = prepared.withKeys(
                    prepared.keys().withPukVersion(keys.masterKeys().currentVersion()));
        }
        return prepared;
    }

    /** The card with the PIN that is held for it, drawn now where none was yet. To be stored before the PIN can leave. */
    Card withHeldPin(Card card, IssuanceRequest request, ProfileTemplate template) {
        if (card.heldPin() != null) {
            return card;
        }
        try (Pin pin =
                pinGenerator.generate(template.pinRules(), List.of(card.cardId().hex(), request.person()))) {
            return card.withHeldPin(keys.heldPinCipher().seal(pin, pinBinding(card)));
        }
    }

    /**
     * What a client of the HTTP API is given, for the caller to close. An officer may have the key, and so an answer under
     * any: what the card proves is for the client to find out.
     */
    Instruction createDelivery(
            Action.DeliverToGateway delivery, Card card, ProfileTemplate template, ReplyContext context) {
        return switch (delivery.type()) {
            case DELIVER_ADMIN_KEY -> new Instruction.DeliverAdminKey(key(requireKey(delivery), card, template));
            case DELIVER_AUTHENTICATION_RESPONSE ->
                new Instruction.DeliverAuthenticationResponse(
                        answerUnder(requireKey(delivery), card, template, context.challenge()));
            case DELIVER_PIN ->
                new Instruction.DeliverPin(Objects.requireNonNull(heldPin(card), "held before it is given"));
            case ACKNOWLEDGE_REQUEST_END -> new Instruction.RequestEndAcknowledged();
            case PUT_KEY, SET_PIN, REQUEST_MUTUAL_AUTH, INITIALISE ->
                throw new IllegalStateException("a client is not given " + delivery.type());
        };
    }

    private static AdminKeyRef requireKey(Action.DeliverToGateway delivery) {
        return Objects.requireNonNull(delivery.key(), "chosen before it is used");
    }

    /** The key that a card of the template comes with, for the caller to close. */
    Instruction createInitialization(ProfileTemplate template, CardId card) {
        return new Instruction.Initialise(keys.initialKeys().keyFor(template, card));
    }

    /** Answer and new key, for the caller to close. */
    Instruction createPutKey(Card card, ProfileTemplate template, Challenge challenge) {
        AdminKeyRef next = Objects.requireNonNull(card.keys().proposed(), "proposed before it is put");
        return new Instruction.PutKey(
                answer(card.keys().confirmed(), card, template, challenge), key(next, card, template));
    }

    /** Answer, PIN and PUK as far as the template has them, for the caller to close. */
    Instruction createSetPin(Card card, ProfileTemplate template, ReplyContext context, boolean withProposed) {
        AdminKeyRef proposed = card.keys().proposed();
        AdminKeyRef ref =
                withProposed && proposed != null ? proposed : card.keys().confirmed();
        Pin pin = heldPin(card);
        Pin nextPuk = template.initialPuk() == null ? null : puk(card);
        List<Pin> puks = puks(card, template);
        if (!requiresMutualAuth(ref, card)) {
            return new Instruction.SetPin(answer(ref, card, template, context.challenge()), pin, puks, nextPuk);
        }
        Challenge hosts = context.hostChallenge();
        if (hosts == null) {
            throw new IllegalStateException("a card with a confirmed key proves it before it gets a PIN");
        }
        try (AdminKey key = key(ref, card, template)) {
            return card.kind() == CardKind.GIDS
                    ? new Instruction.SetPin(
                            key.respondGidsMutual(context.challenge(), hosts),
                            key.expectedGidsProof(context.challenge(), hosts),
                            pin,
                            puks,
                            nextPuk)
                    : new Instruction.SetPin(
                            key.respondPivMutual(context.challenge()), key.expectedPivProof(hosts), pin, puks, nextPuk);
        }
    }

    private static boolean requiresMutualAuth(AdminKeyRef ref, Card card) {
        return card.keys().hasOwnConfirmedKey() && ref.equals(card.keys().confirmed());
    }

    /** The PIN that is held for this card, sealed for its letter. */
    String sealPinForLetter(Card card) {
        try (Pin pin = Objects.requireNonNull(heldPin(card), "a PIN that is kept was held")) {
            return keys.pinLetterCipher().seal(pin, card.request(), card.id());
        }
    }

    /** The answer that proves nothing about the card: never sent under a key that it had proved to have before. */
    private AuthenticationResponse answer(AdminKeyRef ref, Card card, ProfileTemplate template, Challenge challenge) {
        if (requiresMutualAuth(ref, card)) {
            throw new IllegalStateException("a confirmed key is used in authentications both ways only");
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
        return card.heldPin() == null ? null : keys.heldPinCipher().open(card.heldPin(), pinBinding(card));
    }

    /** The new one first where it may have been sent, then the one that the card came with. */
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

    private static String pinBinding(Card card) {
        return card.request() + " " + card.id();
    }
}

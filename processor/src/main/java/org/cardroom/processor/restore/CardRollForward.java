package org.cardroom.processor.restore;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.outcome.IssuanceEvent.CardFailed;
import org.cardroom.events.outcome.IssuanceEvent.CardIssued;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.cardroom.events.outcome.IssuanceEvent.KeyName;
import org.cardroom.events.outcome.IssuanceEvent.PendingInstruction;
import org.cardroom.processor.restore.RestoreResult.RestoredState;
import org.cardroom.processor.restore.RestoreResult.RolledForward;
import org.jspecify.annotations.Nullable;

/**
 * Decides how one card is rolled forward from its published outcomes. Pure. Uncertainty counts against the card: an
 * instruction that may have been sent counts as sent, an attempt that may have been made counts as made.
 */
record CardRollForward(CardOutcomeHistory history, IssuanceRequest request, ProfileTemplate template, Card card) {
    /**
     * A journal id that no agent has. An agent may have reported a write, forgotten it, and the report was skipped: so an
     * agent's journal without the write does not prove that it was not sent.
     */
    private static final UUID NO_JOURNAL = new UUID(0, 0);

    /** Decides the card's new state, or that it must be quarantined. Null stands for a row that the database lacks. */
    static RestoreResult rollForward(
            CardOutcomeHistory history,
            @Nullable IssuanceRequest request,
            @Nullable ProfileTemplate template,
            @Nullable Card known) {
        Set<UUID> ids = history.requestIds();
        if (ids.size() != 1) {
            return new RestoreResult.Quarantined("it has outcomes of " + ids.size() + " requests");
        }
        if (request == null || template == null) {
            return new RestoreResult.Quarantined("its request " + ids.iterator().next()
                    + " is not in the database: import its manifest again, then restore again");
        }
        Optional<String> reason = RestoreConflict.find(history, request, template, known);
        if (reason.isPresent()) {
            return new RestoreResult.Quarantined(reason.get());
        }
        Card card = known == null
                ? Card.create(
                        UuidGenerator.next(), history.card(), template.kind(), request.id(), request.template(), 0)
                : known;
        IssuanceRequest bound = request.status() == RequestStatus.APPROVED ? request.bindTo(card.id()) : request;
        return new CardRollForward(history, bound, template, card).result();
    }

    private RolledForward result() {
        Card latest = history.latestCheckpoint().map(this::fromCheckpoint).orElse(card);
        return history.failed()
                .map(failed -> failed(latest, failed))
                .or(() -> history.issued().map(issued -> issued(latest, issued)))
                .orElse(new RolledForward(latest, request, RestoredState.IN_PROGRESS));
    }

    private Card fromCheckpoint(CardProvisioningCheckpoint now) {
        PendingInstruction sent = now.pendingInstruction();
        KeyName proposed = now.proposed();
        CardKeyState keys = new CardKeyState(
                keyRef(now.confirmed()),
                proposed == null ? null : keyRef(proposed),
                now.confirmedRefused(),
                now.proposedRefused(),
                now.keyMayBeWritten(),
                now.pukMayBeWritten() || (template.initialPuk() != null && mayHaveContinued(sent)),
                now.pukVersion());
        // Outcomes omit responses that followed in the same session; after a new key the count starts again.
        boolean uncounted = sent != null && sent.step() == InstructionType.REQUEST_MUTUAL_AUTH;
        int tries = now.unresolvedAnswers() + (uncounted ? 1 : 0);
        int steps = now.instructionCount() + 1;
        ProvisioningState state = provisioning(sent, keys);
        return rebuild(CardStatus.ASSIGNED, state, keys, tries, steps, openSession(sent), card.heldPin());
    }

    private static @Nullable OpenSession openSession(@Nullable PendingInstruction sent) {
        return sent == null || isOverHttp(sent)
                ? null
                : new OpenSession(
                        sent.session(),
                        sent.agent(),
                        NO_JOURNAL,
                        sent.instruction(),
                        sent.step(),
                        sent.underProposedKey());
    }

    /** Whether an unpublished instruction that sets PIN and PUK may have followed. */
    private static boolean mayHaveContinued(@Nullable PendingInstruction sent) {
        return sent != null && sent.step() != InstructionType.SET_PIN;
    }

    private static boolean isOverHttp(PendingInstruction sent) {
        return sent.journal() == null;
    }

    private static ProvisioningState provisioning(@Nullable PendingInstruction sent, CardKeyState keys) {
        if (sent == null) {
            return ProvisioningState.KEY_CONFIRMED;
        }
        return switch (sent.step()) {
            case PUT_KEY, DELIVER_ADMIN_KEY -> ProvisioningState.KEY_PROPOSED;
            case SET_PIN -> ProvisioningState.PIN_SENT;
            case REQUEST_MUTUAL_AUTH, INITIALISE -> ProvisioningState.KEY_CONFIRMED;
            case DELIVER_AUTHENTICATION_RESPONSE -> afterDelivery(sent, keys);
            case DELIVER_PIN, ACKNOWLEDGE_REQUEST_END ->
                throw new IllegalStateException("no outcome is published for " + sent.step());
        };
    }

    /** Over HTTP, responses under the initial key are delivered both before and after a new key is proposed. */
    private static ProvisioningState afterDelivery(PendingInstruction sent, CardKeyState keys) {
        if (sent.underProposedKey() || keys.hasOwnConfirmedKey()) {
            return ProvisioningState.PIN_SENT;
        }
        return keys.proposed() == null ? ProvisioningState.NONE : ProvisioningState.KEY_PROPOSED;
    }

    /** Outcomes omit the last answered challenge, so a repetition of it counts as a new challenge. */
    private @Nullable HttpSessionState overHttp() {
        boolean published = history.latestCheckpoint()
                .map(CardProvisioningCheckpoint::pendingInstruction)
                .filter(CardRollForward::isOverHttp)
                .isPresent();
        return published || card.httpSession() != null ? HttpSessionState.INITIAL : null;
    }

    private RolledForward failed(Card latest, CardFailed failed) {
        AdminKeyRef key = new AdminKeyRef(failed.keyVersion(), failed.issuance());
        CardKeyState keys = history.latestCheckpoint().isPresent() || key.isInitial()
                ? latest.keys()
                : card.keys().withProposed(key).withKeyWritten();
        Card rejected = rebuild(
                latest.status(),
                ProvisioningState.SET_ASIDE,
                keys,
                latest.unresolvedAnswers(),
                latest.instructionCount(),
                latest.openSession(),
                null);
        IssuanceRequest ended =
                request.transitionTo(RequestStatus.FAILED, failed.reason().description());
        return new RolledForward(rejected, ended, RestoredState.SET_ASIDE);
    }

    /** If the PIN was to go into a letter, both are lost: the card must prove its key again and gets a new PIN. */
    private RolledForward issued(Card latest, CardIssued issued) {
        boolean letter = template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED;
        boolean userProvided = template.userPinOption() == UserPinOption.USER_PROVIDED;
        CardKeyState keys = issuedKeys(latest, new AdminKeyRef(issued.keyVersion(), issued.issuance()));
        CardStatus status = letter || userProvided ? CardStatus.ASSIGNED : CardStatus.ACTIVE;
        ProvisioningState state = letter ? ProvisioningState.KEY_CONFIRMED : ProvisioningState.ISSUED;
        Card next = rebuild(status, state, keys, 0, 0, null, null);
        return letter
                ? new RolledForward(next, request, RestoredState.LETTER_LOST)
                : new RolledForward(next, request.transitionTo(RequestStatus.COMPLETED, null), RestoredState.ISSUED);
    }

    /** An issued PIV card has its new PUK; a checkpoint without PUK version means the version of the key. */
    private CardKeyState issuedKeys(Card latest, AdminKeyRef confirmed) {
        boolean puk = card.kind() == CardKind.PIV && template.initialPuk() != null;
        int known = latest.keys().pukVersion();
        int version = known == 0 ? confirmed.version() : known;
        return new CardKeyState(confirmed, null, false, false, false, puk, puk ? version : 0);
    }

    private Card rebuild(
            CardStatus status,
            ProvisioningState provisioning,
            CardKeyState keys,
            int tries,
            int steps,
            @Nullable OpenSession last,
            @Nullable String heldPin) {
        return new Card(
                card.id(),
                card.cardId(),
                card.kind(),
                status,
                provisioning,
                request.id(),
                card.template(),
                keys,
                tries,
                steps,
                last,
                heldPin,
                overHttp());
    }

    private static AdminKeyRef keyRef(KeyName name) {
        return new AdminKeyRef(name.version(), name.issuance());
    }
}

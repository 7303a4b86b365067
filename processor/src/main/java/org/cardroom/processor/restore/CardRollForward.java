package org.cardroom.processor.restore;

import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * Decides how one card is rolled forward from its published outcomes. Pure. Uncertainty counts against the card: an
 * instruction that may have been sent counts as sent, an attempt that may have been made counts as made.
 */
final class CardRollForward {
    /**
     * A journal id that no agent has. An agent may have reported a write, forgotten it, and the report was skipped: so an
     * agent's journal without the write does not prove that it was not sent.
     */
    private static final UUID NO_JOURNAL = new UUID(0, 0);

    private final CardOutcomeHistory history;
    private final IssuanceRequest request;
    private final ProfileTemplate template;
    private final Card card;

    private CardRollForward(CardOutcomeHistory history, IssuanceRequest request, ProfileTemplate template, Card card) {
        this.history = history;
        this.request = request;
        this.template = template;
        this.card = card;
    }

    /**
     * Decides the card's new state, or that it must be quarantined.
     *
     * @param request the request named by the outcomes; null if the database lacks it
     * @param template the template of that request; null if the database lacks it
     * @param known the card's row; null if the database has none
     */
    static RestoreResult rollForward(
            CardOutcomeHistory history,
            @Nullable IssuanceRequest request,
            @Nullable ProfileTemplate template,
            @Nullable Card known) {
        if (history.requestIds().size() != 1) {
            return new RestoreResult.Quarantined(
                    "it has outcomes of " + history.requestIds().size() + " requests");
        }
        if (request == null || template == null) {
            return new RestoreResult.Quarantined(
                    "its request " + history.requestIds().iterator().next()
                            + " is not in the database: import its manifest again, then restore again");
        }
        Optional<String> reason = RestoreConflict.find(history, request, template, known);
        if (reason.isPresent()) {
            return new RestoreResult.Quarantined(reason.get());
        }
        Card card = known == null ? newCard(history, request, template) : known;
        IssuanceRequest bound = request.status() == RequestStatus.APPROVED ? request.bindTo(card.id()) : request;
        return new CardRollForward(history, bound, template, card).result();
    }

    private static Card newCard(CardOutcomeHistory history, IssuanceRequest request, ProfileTemplate template) {
        return Card.create(UuidGenerator.next(), history.card(), template.kind(), request.id(), request.template(), 0);
    }

    private RestoreResult result() {
        Card latest = history.latestCheckpoint().map(this::fromCheckpoint).orElse(card);
        Optional<CardFailed> failed = history.failed();
        if (failed.isPresent()) {
            return failed(latest, failed.get());
        }
        return history.issued()
                .map(issued -> issued(latest, issued))
                .orElseGet(() -> new RestoreResult.RolledForward(latest, request, RestoredState.IN_PROGRESS));
    }

    private Card fromCheckpoint(CardProvisioningCheckpoint now) {
        PendingInstruction sent = now.pendingInstruction();
        KeyName proposed = now.proposed();
        boolean puk = now.pukMayBeWritten() || (template.initialPuk() != null && mayHaveContinued(sent));
        CardKeyState keys = new CardKeyState(
                keyRef(now.confirmed()),
                proposed == null ? null : keyRef(proposed),
                now.confirmedRefused(),
                now.proposedRefused(),
                now.keyMayBeWritten(),
                puk,
                now.pukVersion());
        OpenSession last = sent == null || isOverHttp(sent)
                ? null
                : new OpenSession(
                        sent.session(),
                        sent.agent(),
                        NO_JOURNAL,
                        sent.instruction(),
                        sent.step(),
                        sent.underProposedKey());
        // Outcomes omit responses that followed in the same session; after a new key the count starts again.
        int tries =
                now.unresolvedAnswers() + (sent != null && sent.step() == InstructionType.REQUEST_MUTUAL_AUTH ? 1 : 0);
        return rebuild(
                CardStatus.ASSIGNED,
                provisioning(sent, keys),
                keys,
                tries,
                now.instructionCount() + 1,
                last,
                card.heldPin());
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
        boolean stored = card.httpSession() != null;
        boolean published = history.latestCheckpoint()
                .map(CardProvisioningCheckpoint::pendingInstruction)
                .filter(CardRollForward::isOverHttp)
                .isPresent();
        return stored || published ? HttpSessionState.INITIAL : null;
    }

    private RestoreResult failed(Card latest, CardFailed failed) {
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
        return new RestoreResult.RolledForward(rejected, ended, RestoredState.SET_ASIDE);
    }

    /** If the PIN was to go into a letter, both are lost: the card must prove its key again and gets a new PIN. */
    private RestoreResult issued(Card latest, CardIssued issued) {
        boolean letter = template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED;
        boolean userProvided = template.userPinOption() == UserPinOption.USER_PROVIDED;
        CardKeyState keys = issuedKeys(latest, new AdminKeyRef(issued.keyVersion(), issued.issuance()));
        if (letter) {
            Card proven = rebuild(CardStatus.ASSIGNED, ProvisioningState.KEY_CONFIRMED, keys, 0, 0, null, null);
            return new RestoreResult.RolledForward(proven, request, RestoredState.LETTER_LOST);
        }
        CardStatus status = userProvided ? CardStatus.ASSIGNED : CardStatus.ACTIVE;
        Card done = rebuild(status, ProvisioningState.ISSUED, keys, 0, 0, null, null);
        return new RestoreResult.RolledForward(
                done, request.transitionTo(RequestStatus.COMPLETED, null), RestoredState.ISSUED);
    }

    /** An issued PIV card has its new PUK; a checkpoint without PUK version means the version of the key. */
    private CardKeyState issuedKeys(Card latest, AdminKeyRef confirmed) {
        boolean puk = card.kind() == CardKind.PIV && template.initialPuk() != null;
        int version = latest.keys().pukVersion() == 0
                ? confirmed.version()
                : latest.keys().pukVersion();
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

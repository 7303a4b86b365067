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
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.outcome.IssuanceEvent.CardFailed;
import org.cardroom.events.outcome.IssuanceEvent.CardIssued;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.cardroom.events.outcome.IssuanceEvent.KeyName;
import org.cardroom.events.outcome.IssuanceEvent.PendingInstruction;
import org.jspecify.annotations.Nullable;

/**
 * Decides how one card is brought forward. Pure. What it makes of a card is never more than is known: what may have been
 * sent counts as sent, and what may have been tried as tried.
 */
final class CardRollForward {
    /**
     * No agent has it. An agent may have reported a write as done and forgotten it since, and the report was passed over:
     * what its journal does not tell of may have been sent all the same.
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
     * Decides it.
     *
     * @param request the one of its outcomes; absent where the database does not have it
     * @param template of that request
     * @param known the card's row; absent where the database does not have one
     */
    static RestoreResult rollForward(
            CardOutcomeHistory history,
            @Nullable IssuanceRequest request,
            @Nullable ProfileTemplate template,
            @Nullable Card known) {
        if (history.requestIds().size() != 1) {
            return new RestoreResult.Quarantined(
                    "it was issued for " + history.requestIds().size() + " requests");
        }
        if (request == null || template == null) {
            return new RestoreResult.Quarantined(
                    "its request " + history.requestIds().iterator().next()
                            + " is not in the database: import its manifest again, and restore again");
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
        return Card.createWithNewId(history.card(), template.kind(), request.id(), request.template(), 0);
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
        boolean puk = now.pukMayBeWritten() || (template.initialPuk() != null && mayHaveGoneOn(sent));
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
                        sent.session(), sent.agent(), NO_JOURNAL, sent.instruction(), sent.step(), sent.underProposedKey());
        // An answer that followed in the same session is not among the outcomes: after a new key it is the first again.
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

    /** Whether an instruction that sets PIN and PUK may have followed, which no outcome tells of. */
    private static boolean mayHaveGoneOn(@Nullable PendingInstruction sent) {
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
                throw new IllegalStateException("nothing is published of " + sent.step());
        };
    }

    /** Over HTTP an answer under the first key comes before and after another is chosen. */
    private static ProvisioningState afterDelivery(PendingInstruction sent, CardKeyState keys) {
        if (sent.underProposedKey() || keys.hasOwnConfirmedKey()) {
            return ProvisioningState.PIN_SENT;
        }
        return keys.proposed() == null ? ProvisioningState.NONE : ProvisioningState.KEY_PROPOSED;
    }

    /** The challenge that was answered last is not published: it counts as another if it comes again. */
    private @Nullable HttpSessionState overHttp() {
        boolean known = card.httpSession() != null;
        boolean told = history.latestCheckpoint()
                .map(CardProvisioningCheckpoint::pendingInstruction)
                .filter(CardRollForward::isOverHttp)
                .isPresent();
        return known || told ? HttpSessionState.INITIAL : null;
    }

    private RestoreResult failed(Card latest, CardFailed failed) {
        AdminKeyRef on = new AdminKeyRef(failed.keyVersion(), failed.issuance());
        CardKeyState keys = history.latestCheckpoint().isPresent() || on.isInitial()
                ? latest.keys()
                : card.keys().withProposed(on).withKeyWritten();
        Card aside = rebuild(
                latest.status(),
                ProvisioningState.SET_ASIDE,
                keys,
                latest.unresolvedAnswers(),
                latest.instructionCount(),
                latest.openSession(),
                null);
        IssuanceRequest ended =
                request.transitionTo(RequestStatus.FAILED, failed.reason().description());
        return new RestoreResult.RolledForward(aside, ended, RestoredState.SET_ASIDE);
    }

    /** The PIN that a letter was to bring is lost with it: the card proves its key, and gets another one. */
    private RestoreResult issued(Card latest, CardIssued issued) {
        boolean letter = template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED;
        boolean usersPin = template.userPinOption() == UserPinOption.USER_PROVIDED;
        CardKeyState keys = issuedKeys(latest, new AdminKeyRef(issued.keyVersion(), issued.issuance()));
        if (letter) {
            Card proven = rebuild(CardStatus.ASSIGNED, ProvisioningState.KEY_CONFIRMED, keys, 0, 0, null, null);
            return new RestoreResult.RolledForward(proven, request, RestoredState.LETTER_LOST);
        }
        CardStatus status = usersPin ? CardStatus.ASSIGNED : CardStatus.ACTIVE;
        Card done = rebuild(status, ProvisioningState.ISSUED, keys, 0, 0, null, null);
        return new RestoreResult.RolledForward(
                done, request.transitionTo(RequestStatus.COMPLETED, null), RestoredState.ISSUED);
    }

    /** A PIV card's new PUK is on it by then; before outcomes told its version, it was the key's. */
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

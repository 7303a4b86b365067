package org.cardroom.processor.restoring;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.OverHttp;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Outcome.CardFailed;
import org.cardroom.events.message.Outcome.CardIssued;
import org.cardroom.events.message.Outcome.CardUnderWay;
import org.cardroom.events.message.Outcome.KeyName;
import org.cardroom.events.message.Outcome.Sent;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;

/**
 * Decides how one card is brought forward. Pure. What it makes of a card is never more than is known: what may have been
 * sent counts as sent, and what may have been tried as tried.
 */
final class Forward {
    /**
     * No agent has it. An agent may have reported a write as done and forgotten it since, and the report was passed over:
     * what its journal does not tell of may have been sent all the same.
     */
    private static final UUID NO_JOURNAL = new UUID(0, 0);

    private final Trail trail;
    private final Request request;
    private final Template template;
    private final Card card;

    private Forward(Trail trail, Request request, Template template, Card card) {
        this.trail = trail;
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
    static Way of(Trail trail, @Nullable Request request, @Nullable Template template, @Nullable Card known) {
        if (trail.requests().size() != 1) {
            return new Way.HeldBack("it was issued for " + trail.requests().size() + " requests");
        }
        if (request == null || template == null) {
            return new Way.HeldBack("its request " + trail.requests().iterator().next()
                    + " is not in the database: import its manifest again, and restore again");
        }
        Optional<String> reason = Contradiction.of(trail, request, template, known);
        if (reason.isPresent()) {
            return new Way.HeldBack(reason.get());
        }
        Card card = known == null ? unknown(trail, request, template) : known;
        Request bound = request.status() == RequestStatus.APPROVED ? request.boundTo(card.id()) : request;
        return new Forward(trail, bound, template, card).way();
    }

    private static Card unknown(Trail trail, Request request, Template template) {
        return Card.bound(trail.card(), template.kind(), request.id(), request.template(), 0);
    }

    private Way way() {
        Card latest = trail.latest().map(this::underWay).orElse(card);
        Optional<CardFailed> failed = trail.failed();
        if (failed.isPresent()) {
            return failed(latest, failed.get());
        }
        return trail.issued()
                .map(issued -> issued(latest, issued))
                .orElseGet(() -> new Way.Brought(latest, request, Standing.UNDER_WAY));
    }

    private Card underWay(CardUnderWay now) {
        Sent sent = now.sent();
        KeyName proposed = now.proposed();
        boolean puk = now.pukSent() || (template.initialPuk() != null && mayHaveGoneOn(sent));
        CardKeys keys = new CardKeys(
                ref(now.confirmed()),
                proposed == null ? null : ref(proposed),
                now.confirmedRefused(),
                now.proposedRefused(),
                now.keySent(),
                puk,
                now.pukVersion());
        Exchange last = sent == null || isOverHttp(sent)
                ? null
                : new Exchange(
                        sent.session(), sent.agent(), NO_JOURNAL, sent.instruction(), sent.step(), sent.withProposed());
        // An answer that followed in the same session is not among the outcomes: after a new key it is the first again.
        int tries = now.tries() + (sent != null && sent.step() == Step.PROVE ? 1 : 0);
        return as(CardStatus.ASSIGNED, provisioning(sent, keys), keys, tries, now.steps() + 1, last, card.heldPin());
    }

    /** Whether an instruction that sets PIN and PUK may have followed, which no outcome tells of. */
    private static boolean mayHaveGoneOn(@Nullable Sent sent) {
        return sent != null && sent.step() != Step.SET_PIN;
    }

    private static boolean isOverHttp(Sent sent) {
        return sent.journal() == null;
    }

    private static Provisioning provisioning(@Nullable Sent sent, CardKeys keys) {
        if (sent == null) {
            return Provisioning.KEY_CONFIRMED;
        }
        return switch (sent.step()) {
            case PUT_KEY, GIVE_KEY -> Provisioning.KEY_PROPOSED;
            case SET_PIN -> Provisioning.PIN_SENT;
            case PROVE, INITIALISE -> Provisioning.KEY_CONFIRMED;
            case GIVE_ANSWER -> answered(sent, keys);
            case GIVE_PIN, END -> throw new IllegalStateException("nothing is published of " + sent.step());
        };
    }

    /** Over HTTP an answer under the first key comes before and after another is chosen. */
    private static Provisioning answered(Sent sent, CardKeys keys) {
        if (sent.withProposed() || keys.confirmedIsOurs()) {
            return Provisioning.PIN_SENT;
        }
        return keys.proposed() == null ? Provisioning.NONE : Provisioning.KEY_PROPOSED;
    }

    /** The challenge that was answered last is not published: it counts as another if it comes again. */
    private @Nullable OverHttp overHttp() {
        boolean known = card.overHttp() != null;
        boolean told = trail.latest()
                .map(CardUnderWay::sent)
                .filter(Forward::isOverHttp)
                .isPresent();
        return known || told ? OverHttp.FRESH : null;
    }

    private Way failed(Card latest, CardFailed failed) {
        KeyRef on = new KeyRef(failed.keyVersion(), failed.issuance());
        CardKeys keys = trail.latest().isPresent() || on.isInitial()
                ? latest.keys()
                : card.keys().proposing(on).put();
        Card aside = as(
                latest.status(), Provisioning.SET_ASIDE, keys, latest.tries(), latest.steps(), latest.exchange(), null);
        Request ended = request.as(RequestStatus.FAILED, failed.reason().words());
        return new Way.Brought(aside, ended, Standing.SET_ASIDE);
    }

    /** The PIN that a letter was to bring is lost with it: the card proves its key, and gets another one. */
    private Way issued(Card latest, CardIssued issued) {
        boolean letter = template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED;
        boolean usersPin = template.userPinOption() == UserPinOption.USER_PROVIDED;
        CardKeys keys = issuedKeys(latest, new KeyRef(issued.keyVersion(), issued.issuance()));
        if (letter) {
            Card proven = as(CardStatus.ASSIGNED, Provisioning.KEY_CONFIRMED, keys, 0, 0, null, null);
            return new Way.Brought(proven, request, Standing.LETTER_LOST);
        }
        CardStatus status = usersPin ? CardStatus.ASSIGNED : CardStatus.ACTIVE;
        Card done = as(status, Provisioning.ISSUED, keys, 0, 0, null, null);
        return new Way.Brought(done, request.as(RequestStatus.COMPLETED, null), Standing.ISSUED);
    }

    /** A PIV card's new PUK is on it by then; before outcomes told its version, it was the key's. */
    private CardKeys issuedKeys(Card latest, KeyRef confirmed) {
        boolean puk = card.kind() == CardKind.PIV && template.initialPuk() != null;
        int version = latest.keys().pukVersion() == 0
                ? confirmed.version()
                : latest.keys().pukVersion();
        return new CardKeys(confirmed, null, false, false, false, puk, puk ? version : 0);
    }

    private Card as(
            CardStatus status,
            Provisioning provisioning,
            CardKeys keys,
            int tries,
            int steps,
            @Nullable Exchange last,
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

    private static KeyRef ref(KeyName name) {
        return new KeyRef(name.version(), name.issuance());
    }
}

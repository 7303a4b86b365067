package org.cardroom.processor.provisioning;

import java.util.Optional;
import java.util.Set;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.provisioning.Arrival.Genuine;

/** Finds the card and the request of an event, and lets it be decided over the rows of its poll. */
final class Provisioner {
    private final TemplateShelf templates;
    private final Questions questions;
    private final int masterVersion;
    private final Set<CardId> heldBack;

    /**
     * One that leaves some cards alone.
     *
     * @param heldBack cards whose keys are not known
     */
    Provisioner(TemplateShelf templates, int masterVersion, Set<CardId> heldBack) {
        this.templates = templates;
        this.questions = new Questions(templates, masterVersion);
        this.masterVersion = masterVersion;
        this.heldBack = Set.copyOf(heldBack);
    }

    /** Decides one event; empty where it only tells. */
    Optional<Decided> decide(Genuine arrival, Rows rows) {
        Optional<CardId> about = Locked.cardOf(arrival.event());
        if (!heldBack.isEmpty() && about.filter(heldBack::contains).isPresent()) {
            return refused(arrival, RejectionReason.HELD_BACK);
        }
        if (arrival.event() instanceof GatewayEvent asked) {
            return Optional.of(questions.decide(arrival, asked, rows));
        }
        if (about.flatMap(rows::card).filter(Provisioner::isWorkedOverHttp).isPresent()) {
            return refused(arrival, RejectionReason.WORKED_BY_HTTP);
        }
        if (arrival.event() instanceof CardInserted inserted) {
            return Optional.of(inserted(arrival, inserted, rows));
        }
        if (arrival.event() instanceof BlankCardInserted blank) {
            return Optional.of(blank(arrival, blank, rows));
        }
        if (arrival.event() instanceof StepReported reported) {
            return rows.card(reported.card())
                    .map(card -> reported(arrival, reported, card, rows))
                    .or(() -> initialised(arrival, reported, rows));
        }
        return arrival.event() instanceof CardChallengeFailed unfit
                ? rows.card(unfit.card()).flatMap(card -> unfit(arrival, unfit, card, rows.requestOf(card)))
                : Optional.empty();
    }

    /** Whoever waits for a card that is left alone is told why, and nothing changes. */
    private static Optional<Decided> refused(Genuine arrival, RejectionReason reason) {
        boolean waits = arrival.event() instanceof CardInserted || arrival.event() instanceof GatewayEvent;
        return waits ? Optional.of(Decided.refused(arrival, reason)) : Optional.empty();
    }

    /** Once it is done, it is a card like any other. */
    private static boolean isWorkedOverHttp(Card card) {
        return card.httpSession() != null
                && card.provisioningState() != ProvisioningState.ISSUED
                && card.provisioningState() != ProvisioningState.SET_ASIDE;
    }

    /** Only where its request is at home: elsewhere nobody may end it. */
    private static Optional<Decided> unfit(Genuine arrival, CardChallengeFailed event, Card card, IssuanceRequest request) {
        if (isElsewhere(arrival, request)) {
            return Optional.empty();
        }
        Decision decision = Unfit.decided(event, card, request);
        return Optional.of(Decided.of(arrival, decision));
    }

    private static boolean isElsewhere(Genuine arrival, IssuanceRequest request) {
        return request.station() != null && !arrival.agent().stations().contains(request.station());
    }

    private Decided blank(Genuine arrival, BlankCardInserted event, Rows rows) {
        Optional<IssuanceRequest> request = rows.blankFor(event, arrival.agent().stations());
        boolean usable =
                request.isEmpty() || templates.get(request.get().template()).usable();
        Move move = usable ? Initialisations.wanted(event, request) : new Move.Refuse(RejectionReason.TEMPLATE_UNUSABLE);
        return new Decided(arrival, Optional.empty(), move);
    }

    /** A card that has no row yet. */
    private static Optional<Decided> initialised(Genuine arrival, StepReported event, Rows rows) {
        return rows.namedFor(event.card())
                .flatMap(request -> Initialisations.reported(event, request))
                .map(move -> new Decided(arrival, Optional.empty(), move));
    }

    private Decided reported(Genuine arrival, StepReported event, Card card, Rows rows) {
        ProfileTemplate template = templates.get(card.template()).template();
        Decision decision = Reports.reported(event, card, rows.requestOf(card), template, masterVersion);
        return Decided.of(arrival, decision);
    }

    private Decided inserted(Genuine arrival, CardInserted event, Rows rows) {
        Set<String> stations = arrival.agent().stations();
        Optional<Card> known = rows.card(event.card());
        if (known.isPresent()) {
            return at(arrival, event, known.get(), rows.requestOf(known.get()));
        }
        Optional<IssuanceRequest> named = rows.namedFor(event.card());
        Optional<IssuanceRequest> request = named.isPresent() ? named : rows.anyFor(event, stations);
        return request.map(found -> bound(arrival, event, found, rows.formerIssuances(event.card())))
                .orElseGet(() -> refused(arrival, event, rows));
    }

    private static Decided refused(Genuine arrival, CardInserted event, Rows rows) {
        RejectionReason reason = rows.namedAreOpen(event) ? RejectionReason.NOT_IN_STOCK : RejectionReason.NO_OPEN_REQUEST;
        return Decided.refused(arrival, reason);
    }

    /** A card without a request gets this one, unless the two do not fit: then neither is touched. */
    private Decided bound(Genuine arrival, CardInserted event, IssuanceRequest request, int issuances) {
        TemplateShelf.Shelved shelved = templates.get(request.template());
        Optional<RejectionReason> misfit = Misfit.of(event, shelved.template());
        if (misfit.isPresent()) {
            return Decided.refused(arrival, misfit.get());
        }
        if (Initialisations.mayBeUnfinished(request) && shelved.usable()) {
            Move move = Initialisations.finish(request, event, arrival.agent().stations());
            return new Decided(arrival, Optional.empty(), move);
        }
        Card card = Card.createWithNewId(event.card(), event.kind(), request.id(), request.template(), issuances);
        return at(arrival, event, card, request.bindTo(card.id()));
    }

    private Decided at(Genuine arrival, CardInserted event, Card card, IssuanceRequest request) {
        TemplateShelf.Shelved shelved = templates.get(card.template());
        boolean elsewhere = isElsewhere(arrival, request);
        if (elsewhere || !shelved.usable()) {
            RejectionReason reason = elsewhere ? RejectionReason.FOR_SOMEBODY_ELSE : RejectionReason.TEMPLATE_UNUSABLE;
            return Decided.refused(arrival, reason);
        }
        Decision decision = Decider.inserted(event, card, request, shelved.template(), masterVersion);
        return Decided.of(arrival, decision);
    }
}

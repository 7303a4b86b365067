package org.cardroom.processor.application;

import java.util.Optional;
import java.util.Set;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.BlankCardDecider;
import org.cardroom.processor.decision.ChallengeFailureDecider;
import org.cardroom.processor.decision.Decision;
import org.cardroom.processor.decision.InsertionDecider;
import org.cardroom.processor.decision.StepReportDecider;
import org.cardroom.processor.decision.TemplateCompatibility;

/** Finds the card and the request of an event, and lets it be decided over the rows of its poll. */
public final class CardEventRouter {
    private final TemplateCache templates;
    private final GatewayEventRouter gatewayRouter;
    private final int masterVersion;
    private final Set<CardId> quarantined;

    /**
     * One that leaves some cards alone.
     *
     * @param heldBack cards whose keys are not known
     */
    public CardEventRouter(TemplateCache templates, int masterVersion, Set<CardId> heldBack) {
        this.templates = templates;
        this.gatewayRouter = new GatewayEventRouter(templates, masterVersion);
        this.masterVersion = masterVersion;
        this.quarantined = Set.copyOf(heldBack);
    }

    /** Decides one event; empty where it only tells. */
    Optional<DecidedEvent> decide(AcceptedEvent accepted, UnitOfWork unitOfWork) {
        Optional<CardId> about = LockedRows.cardOf(accepted.event());
        if (!quarantined.isEmpty() && about.filter(quarantined::contains).isPresent()) {
            return rejected(accepted, RejectionReason.HELD_BACK);
        }
        if (accepted.event() instanceof GatewayEvent asked) {
            return Optional.of(gatewayRouter.decide(accepted, asked, unitOfWork));
        }
        if (about.flatMap(unitOfWork::findCard)
                .filter(CardEventRouter::isWorkedOverHttp)
                .isPresent()) {
            return rejected(accepted, RejectionReason.WORKED_BY_HTTP);
        }
        if (accepted.event() instanceof CardInserted inserted) {
            return Optional.of(decideInsertion(accepted, inserted, unitOfWork));
        }
        if (accepted.event() instanceof BlankCardInserted blank) {
            return Optional.of(decideBlank(accepted, blank, unitOfWork));
        }
        if (accepted.event() instanceof StepReported reported) {
            return unitOfWork
                    .findCard(reported.card())
                    .map(card -> decideReport(accepted, reported, card, unitOfWork))
                    .or(() -> decideInitializationReport(accepted, reported, unitOfWork));
        }
        return accepted.event() instanceof CardChallengeFailed unfit
                ? unitOfWork
                        .findCard(unfit.card())
                        .flatMap(card -> decideChallengeFailure(accepted, unfit, card, unitOfWork.requestOf(card)))
                : Optional.empty();
    }

    /** Whoever waits for a card that is left alone is told why, and nothing changes. */
    private static Optional<DecidedEvent> rejected(AcceptedEvent accepted, RejectionReason reason) {
        boolean waits = accepted.event() instanceof CardInserted || accepted.event() instanceof GatewayEvent;
        return waits ? Optional.of(DecidedEvent.rejected(accepted, reason)) : Optional.empty();
    }

    /** Once it is done, it is a card like any other. */
    private static boolean isWorkedOverHttp(Card card) {
        return card.httpSession() != null
                && card.provisioningState() != ProvisioningState.ISSUED
                && card.provisioningState() != ProvisioningState.SET_ASIDE;
    }

    /** Only where its request is at home: elsewhere nobody may end it. */
    private static Optional<DecidedEvent> decideChallengeFailure(
            AcceptedEvent accepted, CardChallengeFailed event, Card card, IssuanceRequest request) {
        if (isElsewhere(accepted, request)) {
            return Optional.empty();
        }
        Decision decision = ChallengeFailureDecider.decide(event, card, request);
        return Optional.of(DecidedEvent.of(accepted, decision));
    }

    private static boolean isElsewhere(AcceptedEvent accepted, IssuanceRequest request) {
        return request.station() != null && !accepted.enrolment().stations().contains(request.station());
    }

    private DecidedEvent decideBlank(AcceptedEvent accepted, BlankCardInserted event, UnitOfWork unitOfWork) {
        Optional<IssuanceRequest> request =
                unitOfWork.claimBlankRequest(event, accepted.enrolment().stations());
        boolean usable =
                request.isEmpty() || templates.get(request.get().template()).usable();
        Action action = usable
                ? BlankCardDecider.decideInserted(event, request)
                : new Action.RejectEvent(RejectionReason.TEMPLATE_UNUSABLE);
        return new DecidedEvent(accepted, Optional.empty(), action);
    }

    /** A card that has no row yet. */
    private static Optional<DecidedEvent> decideInitializationReport(
            AcceptedEvent accepted, StepReported event, UnitOfWork unitOfWork) {
        return unitOfWork
                .findNamedRequest(event.card())
                .flatMap(request -> BlankCardDecider.decideReported(event, request))
                .map(action -> new DecidedEvent(accepted, Optional.empty(), action));
    }

    private DecidedEvent decideReport(AcceptedEvent accepted, StepReported event, Card card, UnitOfWork unitOfWork) {
        ProfileTemplate template = templates.get(card.template()).template();
        Decision decision = StepReportDecider.decide(event, card, unitOfWork.requestOf(card), template, masterVersion);
        return DecidedEvent.of(accepted, decision);
    }

    private DecidedEvent decideInsertion(AcceptedEvent accepted, CardInserted event, UnitOfWork unitOfWork) {
        Set<String> stations = accepted.enrolment().stations();
        Optional<Card> known = unitOfWork.findCard(event.card());
        if (known.isPresent()) {
            return decideBound(accepted, event, known.get(), unitOfWork.requestOf(known.get()));
        }
        Optional<IssuanceRequest> named = unitOfWork.findNamedRequest(event.card());
        Optional<IssuanceRequest> request = named.isPresent() ? named : unitOfWork.findOpenRequest(event, stations);
        return request.map(found -> bindAndDecide(accepted, event, found, unitOfWork.formerIssuances(event.card())))
                .orElseGet(() -> rejected(accepted, event, unitOfWork));
    }

    private static DecidedEvent rejected(AcceptedEvent accepted, CardInserted event, UnitOfWork unitOfWork) {
        RejectionReason reason = unitOfWork.existsOpenNamedRequest(event)
                ? RejectionReason.NOT_IN_STOCK
                : RejectionReason.NO_OPEN_REQUEST;
        return DecidedEvent.rejected(accepted, reason);
    }

    /** A card without a request gets this one, unless the two do not fit: then neither is touched. */
    private DecidedEvent bindAndDecide(
            AcceptedEvent accepted, CardInserted event, IssuanceRequest request, int issuances) {
        TemplateCache.CachedTemplate cached = templates.get(request.template());
        Optional<RejectionReason> misfit = TemplateCompatibility.findMismatch(event, cached.template());
        if (misfit.isPresent()) {
            return DecidedEvent.rejected(accepted, misfit.get());
        }
        if (BlankCardDecider.isInitializationUnfinished(request) && cached.usable()) {
            Action action = BlankCardDecider.resumeInitialization(
                    request, event, accepted.enrolment().stations());
            return new DecidedEvent(accepted, Optional.empty(), action);
        }
        Card card = Card.create(UuidGenerator.next(), event.card(), event.kind(), request.id(), request.template(), issuances);
        return decideBound(accepted, event, card, request.bindTo(card.id()));
    }

    private DecidedEvent decideBound(AcceptedEvent accepted, CardInserted event, Card card, IssuanceRequest request) {
        TemplateCache.CachedTemplate cached = templates.get(card.template());
        boolean elsewhere = isElsewhere(accepted, request);
        if (elsewhere || !cached.usable()) {
            RejectionReason reason = elsewhere ? RejectionReason.FOR_SOMEBODY_ELSE : RejectionReason.TEMPLATE_UNUSABLE;
            return DecidedEvent.rejected(accepted, reason);
        }
        Decision decision = InsertionDecider.decide(event, card, request, cached.template(), masterVersion);
        return DecidedEvent.of(accepted, decision);
    }
}

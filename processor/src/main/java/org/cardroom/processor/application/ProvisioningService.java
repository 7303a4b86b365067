package org.cardroom.processor.application;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.authentication.StaleEventFilter;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what is decided about a poll's events, and says what has to be published for it. Not thread-safe. */
public final class ProvisioningService {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningService.class);

    private final ProvisioningRepositories repositories;
    private final TemplateCache templates;
    private final CardEventRouter eventRouter;
    private final EffectRenderer effectRenderer;
    private final Clock clock;

    public ProvisioningService(
            ProvisioningRepositories repositories,
            TemplateCache templates,
            CardEventRouter eventRouter,
            InstructionFactory instructionFactory,
            InstructionSealer sealer,
            Clock clock) {
        this.repositories = repositories;
        this.templates = templates;
        this.eventRouter = eventRouter;
        this.effectRenderer = new EffectRenderer(templates, instructionFactory, sealer);
        this.clock = clock;
    }

    /** Where it is written. */
    public record ProvisioningRepositories(
            CardRepository cards,
            IssuanceRequestRepository requests,
            BlankCardRequestRepository blanks,
            PinLetterRepository letters,
            AuditChain audit) {}

    /** What these events may change, locked. */
    public record LockedState(LockedRows rows, Supplier<AuditChainHead> auditHead) {}

    /** Locks what these events may change for the rest of the transaction, together with others. */
    public LockedState lock(List<AcceptedEvent> arrivals, StatementBatch statements) {
        return new LockedState(
                LockedRows.lock(repositories, arrivals, statements), repositories.audit.lock(statements));
    }

    /** Decides these of those that it is held for; what is to be written of it joins the trip. */
    public List<OutboxRepository.OutboxEntry> process(
            List<AcceptedEvent> all, LockedState lockedState, StatementBatch statements) {
        List<AcceptedEvent> arrivals = StaleEventFilter.filter(all);
        if (arrivals.isEmpty()) {
            return List.of();
        }
        UnitOfWork unitOfWork = UnitOfWork.open(repositories, lockedState.rows, arrivals, templates.unusableIds());
        PollEffects effects = new PollEffects();
        for (AcceptedEvent accepted : arrivals) {
            process(accepted, unitOfWork, effects);
        }
        unitOfWork.save(statements);
        repositories.letters.add(effects.letters(), statements);
        return effects.toOutboxEntries(
                repositories.audit.append(effects.auditFacts(), lockedState.auditHead.get(), statements),
                clock.instant());
    }

    /** An event whose row cannot be served here must not stop those behind it. */
    private void process(AcceptedEvent accepted, UnitOfWork unitOfWork, PollEffects effects) {
        try {
            eventRouter.decide(accepted, unitOfWork).ifPresent(decided -> process(decided, unitOfWork, effects));
        } catch (EnvironmentException | IllegalStateException e) {
            LOG.error("event {} cannot be served: {}", accepted.event().origin().event(), e.getMessage());
            effectRenderer.renderRejection(accepted, RejectionReason.TEMPLATE_UNUSABLE, effects);
        }
    }

    private void process(DecidedEvent decided, UnitOfWork unitOfWork, PollEffects effects) {
        effects.addAuditFact(decided.accepted().event().recordKey(), decided.auditText());
        if (decided.action() instanceof Action.RejectEvent rejection) {
            effectRenderer.renderRejection(decided.accepted(), rejection.reason(), effects);
        } else if (decided.action() instanceof Action.InitializeBlankCard initialise) {
            effectRenderer.renderInitialization(decided.accepted(), initialise.request(), effects);
            unitOfWork.apply(initialise.request());
        } else if (decided.action() instanceof Action.RecordInitialization initialised) {
            unitOfWork.apply(initialised.request());
        } else {
            applyDecision(decided, unitOfWork, effects);
        }
    }

    private void applyDecision(DecidedEvent decided, UnitOfWork unitOfWork, PollEffects effects) {
        Decision written = effectRenderer.render(decided, effects);
        if (!(written.action() instanceof Action.DeliverToGateway delivery && delivery.repeated())) {
            publishConfirmedKey(decided, written, unitOfWork, effects);
            unitOfWork.apply(decided.accepted().event().origin().event(), written);
        }
    }

    /** A card that has just proven its own key, and is not done, is known to have it from now on. */
    private void publishConfirmedKey(
            DecidedEvent decided, Decision written, UnitOfWork unitOfWork, PollEffects effects) {
        Card card = written.card();
        boolean ends =
                written.action() instanceof Action.CompleteIssuance || written.action() instanceof Action.FailIssuance;
        boolean differs = unitOfWork
                .findCard(card.cardId())
                .filter(before -> !before.keys().confirmed().equals(card.keys().confirmed()))
                .isPresent();
        if (differs && !ends) {
            effectRenderer.renderKeyConfirmed(decided.accepted(), card, effects);
        }
    }
}

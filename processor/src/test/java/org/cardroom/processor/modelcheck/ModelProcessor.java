package org.cardroom.processor.modelcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.InstructionType;
import org.cardroom.processor.application.InstructionFactory;
import org.cardroom.processor.application.InstructionSealer;
import org.cardroom.processor.authentication.AuthenticatedRecord;
import org.cardroom.processor.authentication.StaleEventFilter;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.ChallengeFailureDecider;
import org.cardroom.processor.decision.Decision;
import org.cardroom.processor.decision.InsertionDecider;
import org.cardroom.processor.decision.StepReportDecider;
import org.cardroom.processor.modelcheck.ModelState.Draft;

/** One poll's transaction: the real decisions, over rows in memory. */
final class ModelProcessor {
    private static final Enrolment ANYBODY = new Enrolment(
            "agent",
            HpkeKeyPair.generate().publicKey(),
            new TreeSet<>(Set.of("north")),
            ClientType.AGENT,
            Instant.EPOCH);

    private final ModelConfig config;

    ModelProcessor(ModelConfig config) {
        this.config = config;
    }

    /** Consumes the first events of the log, and returns what has to be published. */
    List<ModelInstruction> poll(Draft world, int count) {
        List<CardEvent> first = world.log.subList(0, count);
        List<CardEvent> polled = List.copyOf(first);
        first.clear();
        return process(world, polled);
    }

    /** Whether nothing can come of an event any more, whatever else happens: the real decisions say so. */
    boolean isInert(ModelState state, CardEvent event) {
        if (!isNew(state.seen(), event)) {
            return true;
        }
        Optional<Decision> decision = decide(state.card(), state.request(), event);
        if (decision.isEmpty() || !decision.get().card().equals(state.card())) {
            return false;
        }
        return decision.get().action() instanceof Action.RejectEvent
                ? ModelInvariants.isEnd(state)
                : decision.get().action() instanceof Action.RecordOnly && !(event instanceof CardInserted);
    }

    private List<ModelInstruction> process(Draft world, List<CardEvent> events) {
        List<AuthenticatedRecord.AcceptedEvent> genuine = new ArrayList<>();
        for (CardEvent event : events) {
            if (isNew(world.seen, event)) {
                world.seen.addAll(ids(event));
                genuine.add(new AuthenticatedRecord.AcceptedEvent(0, event, ANYBODY));
            }
        }
        List<ModelInstruction> told = new ArrayList<>();
        for (AuthenticatedRecord.AcceptedEvent accepted : StaleEventFilter.filter(genuine)) {
            decide(world.card, world.request, accepted.event())
                    .flatMap(decision -> write(world, accepted.event(), decision))
                    .ifPresent(told::add);
        }
        return told;
    }

    private static boolean isNew(Set<UUID> seen, CardEvent event) {
        return Collections.disjoint(seen, ids(event));
    }

    /** The ids by which it is known when it comes again. */
    static List<UUID> ids(CardEvent event) {
        UUID id = event.origin().event();
        return event instanceof CardInserted inserted ? List.of(id, inserted.session()) : List.of(id);
    }

    private Optional<Decision> decide(Card card, IssuanceRequest request, CardEvent event) {
        if (event instanceof CardInserted inserted) {
            return Optional.of(InsertionDecider.decide(inserted, card, request, config.template(), ModelConfig.MASTER));
        }
        if (event instanceof StepReported report) {
            return Optional.of(StepReportDecider.decide(report, card, request, config.template(), ModelConfig.MASTER));
        }
        return event instanceof CardChallengeFailed unfit
                ? Optional.of(ChallengeFailureDecider.decide(unfit, card, request))
                : Optional.empty();
    }

    private Optional<ModelInstruction> write(Draft world, CardEvent event, Decision decision) {
        if (decision.action() instanceof Action.RejectEvent) {
            return rejected(event);
        }
        world.card = decision.card();
        world.request = decision.request();
        if (decision.action() instanceof Action.SendInstruction send) {
            world.card = send.type() == InstructionType.SET_PIN ? prepared(world.card) : world.card;
            return Optional.of(ModelInstruction.of(event, send, world.card, config.template()));
        }
        if (decision.action() instanceof Action.CompleteIssuance) {
            world.letter = world.card.heldPin();
            world.card = world.card.withHeldPin(null);
        }
        return decision.action() instanceof Action.FailIssuance ? rejected(event) : Optional.empty();
    }

    private static Optional<ModelInstruction> rejected(CardEvent event) {
        return InstructionSealer.ReplyContext.from(event).map(context -> ModelInstruction.reject(event));
    }

    /** As {@link InstructionFactory} does it, with a name for the PIN that is drawn. */
    private Card prepared(Card card) {
        boolean draws = config.template().userPinOption().isServerGenerated() && card.heldPin() == null;
        Card held = draws ? card.withHeldPin("PIN " + UuidGenerator.next()) : card;
        boolean puk = config.template().initialPuk() != null && card.keys().pukVersion() == 0;
        return puk ? held.withKeys(held.keys().withPukVersion(ModelConfig.MASTER)) : held;
    }
}

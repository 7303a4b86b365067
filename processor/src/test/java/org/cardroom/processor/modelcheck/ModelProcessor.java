package org.cardroom.processor.modelcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.processor.application.ReplyContext;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.authentication.ReplayFilter;
import org.cardroom.processor.authentication.StaleEventFilter;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Action.ActionVisitor;
import org.cardroom.processor.decision.Decision;
import org.cardroom.processor.decision.DrawnValues;
import org.cardroom.processor.decision.EventContext;
import org.cardroom.processor.decision.EventDecider;
import org.cardroom.processor.modelcheck.ModelState.Draft;

/** One poll's transaction: the product's filters and decisions over rows in memory. */
final class ModelProcessor {
    private static final Enrolment ENROLMENT = new Enrolment(
            "agent",
            HpkeKeyPair.generate().publicKey(),
            new TreeSet<>(Set.of("north")),
            ClientType.AGENT,
            Instant.EPOCH);

    private final ModelConfig config;
    private final EventDecider decider = new EventDecider(Set.of());

    ModelProcessor(ModelConfig config) {
        this.config = config;
    }

    /** Consumes the first events of the log and returns what has to be published. */
    List<ModelInstruction> poll(Draft world, int count) {
        List<CardEvent> first = world.log.subList(0, count);
        List<CardEvent> polled = List.copyOf(first);
        first.clear();
        List<ModelInstruction> published = new ArrayList<>();
        for (AcceptedEvent accepted : StaleEventFilter.filter(withoutReplays(world, polled))) {
            decide(world.card, world.request, accepted.event())
                    .flatMap(decision -> apply(world, accepted.event(), decision))
                    .ifPresent(published::add);
        }
        return published;
    }

    /** Whether no decision can follow from an event any more, in whatever state. */
    boolean isInert(ModelState state, CardEvent event) {
        if (!replays(state.seen(), List.of(event)).consumeIfUnseen(event)) {
            return true;
        }
        Optional<Decision> decision = decide(state.card(), state.request(), event);
        if (decision.isEmpty()
                || !Objects.requireNonNullElse(decision.get().card(), state.card())
                        .equals(state.card())) {
            return false;
        }
        return decision.get().action() instanceof Action.RejectEvent
                ? ModelInvariants.isEnd(state)
                : decision.get().action() instanceof Action.RecordOnly && !(event instanceof CardInserted);
    }

    private static List<AcceptedEvent> withoutReplays(Draft world, List<CardEvent> events) {
        ReplayFilter replays = replays(world.seen, events);
        List<AcceptedEvent> accepted = new ArrayList<>();
        for (CardEvent event : events) {
            if (replays.consumeIfUnseen(event)) {
                world.seen.addAll(ReplayFilter.replayIds(event));
                accepted.add(new AcceptedEvent(0, event, ENROLMENT));
            }
        }
        return accepted;
    }

    private static ReplayFilter replays(Set<UUID> seen, List<CardEvent> events) {
        Set<UUID> unseen = new HashSet<>();
        events.forEach(event -> unseen.addAll(ReplayFilter.replayIds(event)));
        unseen.removeAll(seen);
        return new ReplayFilter(unseen);
    }

    private Optional<Decision> decide(Card card, IssuanceRequest request, CardEvent event) {
        EventContext context = new EventContext(
                event,
                ENROLMENT.stations(),
                card,
                request,
                config.template(),
                true,
                EventContext.GatewayReference.UNKNOWN,
                0,
                false);
        UUID id = UuidGenerator.next();
        String pin = context.needsPin() ? "PIN " + id : null;
        return decider.decide(context, new DrawnValues(id, card.id(), null, ModelConfig.MASTER, pin));
    }

    private Optional<ModelInstruction> apply(Draft world, CardEvent event, Decision decision) {
        if (decision.action().changesRows()) {
            world.card = decision.requireCard();
            world.request = decision.requireRequest();
        }
        return decision.action().accept(new ModelEffects(world, event));
    }

    private final class ModelEffects implements ActionVisitor<Optional<ModelInstruction>> {
        private final Draft world;
        private final CardEvent event;

        ModelEffects(Draft world, CardEvent event) {
            this.world = world;
            this.event = event;
        }

        @Override
        public Optional<ModelInstruction> sendInstruction(Action.SendInstruction send) {
            return Optional.of(ModelInstruction.of(event, send, world.card, config.template()));
        }

        @Override
        public Optional<ModelInstruction> rejectEvent(Action.RejectEvent rejection) {
            return ReplyContext.from(event).map(context -> ModelInstruction.reject(event));
        }

        @Override
        public Optional<ModelInstruction> completeIssuance(Action.CompleteIssuance issued) {
            world.letter = issued.pinForLetter();
            return Optional.empty();
        }

        @Override
        public Optional<ModelInstruction> failIssuance(Action.FailIssuance failure) {
            return rejectEvent(new Action.RejectEvent(failure.reason()));
        }

        @Override
        public Optional<ModelInstruction> recordOnly() {
            return Optional.empty();
        }

        @Override
        public Optional<ModelInstruction> initializeBlankCard() {
            throw notModelled(new Action.InitializeBlankCard());
        }

        @Override
        public Optional<ModelInstruction> deliverSecret(Action.DeliverSecret delivery) {
            throw notModelled(delivery);
        }

        @Override
        public Optional<ModelInstruction> acknowledgeRequestEnd() {
            throw notModelled(new Action.AcknowledgeRequestEnd());
        }

        private IllegalStateException notModelled(Action action) {
            return new IllegalStateException("an agent's event led to " + action);
        }
    }
}

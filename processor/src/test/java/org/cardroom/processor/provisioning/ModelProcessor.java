package org.cardroom.processor.provisioning;

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
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.InstructionType;
import org.cardroom.processor.provisioning.World.Draft;

/** One poll's transaction: the real decisions, over rows in memory. */
final class ModelProcessor {
    private static final Enrolment ANYBODY = new Enrolment(
            "agent",
            HpkeKeyPair.generate().publicKey(),
            new TreeSet<>(Set.of("north")),
            ClientType.AGENT,
            Instant.EPOCH);

    private final Setting room;

    ModelProcessor(Setting room) {
        this.room = room;
    }

    /** Consumes the first events of the log, and returns what has to be published. */
    List<ModelTold> poll(Draft world, int count) {
        List<CardEvent> first = world.log.subList(0, count);
        List<CardEvent> polled = List.copyOf(first);
        first.clear();
        return enter(world, polled);
    }

    /** Whether nothing can come of an event any more, whatever else happens: the real decisions say so. */
    boolean isInert(World world, CardEvent event) {
        if (!isNew(world.seen(), event)) {
            return true;
        }
        Optional<Decision> decision = decide(world.card(), world.request(), event);
        if (decision.isEmpty() || !decision.get().card().equals(world.card())) {
            return false;
        }
        return decision.get().move() instanceof Move.Refuse
                ? Invariants.isEnd(world)
                : decision.get().move() instanceof Move.Note && !(event instanceof CardInserted);
    }

    private List<ModelTold> enter(Draft world, List<CardEvent> events) {
        List<Arrival.Genuine> genuine = new ArrayList<>();
        for (CardEvent event : events) {
            if (isNew(world.seen, event)) {
                world.seen.addAll(ids(event));
                genuine.add(new Arrival.Genuine(0, event, ANYBODY));
            }
        }
        List<ModelTold> told = new ArrayList<>();
        for (Arrival.Genuine arrival : Superseded.leftOut(genuine)) {
            decide(world.card, world.request, arrival.event())
                    .flatMap(decision -> write(world, arrival.event(), decision))
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
            return Optional.of(Decider.inserted(inserted, card, request, room.template(), Setting.MASTER));
        }
        if (event instanceof StepReported report) {
            return Optional.of(Reports.reported(report, card, request, room.template(), Setting.MASTER));
        }
        return event instanceof CardChallengeFailed unfit ? Optional.of(Unfit.decided(unfit, card, request)) : Optional.empty();
    }

    private Optional<ModelTold> write(Draft world, CardEvent event, Decision decision) {
        if (decision.move() instanceof Move.Refuse) {
            return rejected(event);
        }
        world.card = decision.card();
        world.request = decision.request();
        if (decision.move() instanceof Move.Send send) {
            world.card = send.step() == InstructionType.SET_PIN ? prepared(world.card) : world.card;
            return Optional.of(ModelTold.of(event, send, world.card, room.template()));
        }
        if (decision.move() instanceof Move.Issue) {
            world.letter = world.card.heldPin();
            world.card = world.card.withHeldPin(null);
        }
        return decision.move() instanceof Move.Fail ? rejected(event) : Optional.empty();
    }

    private static Optional<ModelTold> rejected(CardEvent event) {
        return Replies.Asked.by(event).map(asked -> ModelTold.reject(event));
    }

    /** As {@link Instructions} does it, with a name for the PIN that is drawn. */
    private Card prepared(Card card) {
        boolean draws = room.template().userPinOption().isServerGenerated() && card.heldPin() == null;
        Card held = draws ? card.withHeldPin("PIN " + UuidGenerator.next()) : card;
        boolean puk = room.template().initialPuk() != null && card.keys().pukVersion() == 0;
        return puk ? held.with(held.keys().withPukVersion(Setting.MASTER)) : held;
    }
}

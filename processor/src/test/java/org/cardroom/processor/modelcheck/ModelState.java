package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.CardEvent;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands.
 * @param letter the PIN that its person was written, sealed as in the row; absent before it is issued
 * @param log the events that no processor has consumed yet, the first at the offset that is stored
 * @param held events that are on their way and come later than others, or once more
 * @param outbox committed, and not published
 * @param sent instructions on their way to their agents
 * @param seen ids of events and sessions that were consumed
 */
record ModelState(
        Card card,
        IssuanceRequest request,
        @Nullable String letter,
        ModelCard chip,
        List<ModelAgent> agents,
        List<CardEvent> log,
        List<CardEvent> held,
        List<ModelInstruction> outbox,
        List<ModelInstruction> sent,
        Set<UUID> seen) {
    static ModelState initial(ModelConfig config) {
        IssuanceRequest request = GidsCardFixture.request();
        List<ModelAgent> agents = List.of(ModelAgent.fresh("agent-1"), ModelAgent.fresh("agent-2"));
        return new ModelState(
                config.card(request),
                request,
                null,
                ModelCard.FRESH,
                agents,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    /** A copy to change. */
    Draft draft() {
        return new Draft(this);
    }

    boolean isCardOut() {
        return agents.stream().noneMatch(ModelAgent::holdsTheCard);
    }

    /** The next world, while it is being made. */
    static final class Draft {
        Card card;
        IssuanceRequest request;

        @Nullable
        String letter;

        ModelCard chip;
        final List<ModelAgent> agents;
        final List<CardEvent> log;
        final List<CardEvent> held;
        final List<ModelInstruction> outbox;
        final List<ModelInstruction> sent;
        final Set<UUID> seen;

        private Draft(ModelState from) {
            card = from.card;
            request = from.request;
            letter = from.letter;
            chip = from.chip;
            agents = new ArrayList<>(from.agents);
            log = new ArrayList<>(from.log);
            held = new ArrayList<>(from.held);
            outbox = new ArrayList<>(from.outbox);
            sent = new ArrayList<>(from.sent);
            seen = new HashSet<>(from.seen);
        }

        ModelState build() {
            return new ModelState(card, request, letter, chip, agents, log, held, outbox, sent, seen);
        }
    }
}

package org.cardroom.agent.session;

import java.util.UUID;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.jspecify.annotations.Nullable;

/** Tells the processors of one session with a blank card, for which the agent draws the challenge. */
final class BlankCardEventPublisher {
    private static final int CHALLENGE = 16;

    private final UUID session = UuidGenerator.next();
    private final SlotContext context;
    private final Atr atr;
    private final @Nullable CardId card;

    /** @param card the id that it has already, if it has one */
    BlankCardEventPublisher(SlotContext context, Atr atr, @Nullable CardId card) {
        this.context = context;
        this.atr = atr;
        this.card = card;
    }

    /** The card is here. */
    InstructionFuture publishInserted() {
        Challenge challenge = Challenge.random(CHALLENGE);
        return context.client()
                .request(
                        context.slot(),
                        new InstructionClient.RequestContext(session, null, challenge, System.nanoTime()),
                        header -> new CardEvent.BlankCardInserted(header, session, CardKind.GIDS, atr, card, challenge),
                        late -> publishReport(late, CardEventPublisher.TOO_LATE));
    }

    /** What became of an instruction; nothing more will. */
    EventPublication publishReport(InstructionEnvelope instruction, ExecutionResult executionResult) {
        CardId named = instruction.card();
        return context.client()
                .publish(
                        context.slot(),
                        header -> new CardEvent.StepReported(
                                header,
                                session,
                                named,
                                instruction.instruction(),
                                executionResult.progress(),
                                executionResult.response(),
                                null,
                                context.journal().snapshot(named)));
    }
}

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

/** Publishes the events of one session with a blank card; the agent draws the challenge. */
final class BlankCardEventPublisher {
    private static final int CHALLENGE_LENGTH = 16;

    private final UUID session = UuidGenerator.next();
    private final SlotContext context;
    private final Atr atr;
    private final @Nullable CardId card;

    BlankCardEventPublisher(SlotContext context, Atr atr, @Nullable CardId card) {
        this.context = context;
        this.atr = atr;
        this.card = card;
    }

    InstructionFuture publishInserted() {
        Challenge challenge = Challenge.random(CHALLENGE_LENGTH);
        return context.client()
                .request(
                        context.slot(),
                        new InstructionClient.RequestContext(session, null, challenge, System.nanoTime()),
                        header -> new CardEvent.BlankCardInserted(header, session, CardKind.GIDS, atr, card, challenge),
                        late -> publishReport(late, ExecutionResult.TOO_LATE));
    }

    /** Publishes the final result of an instruction. */
    EventPublication publishReport(InstructionEnvelope instruction, ExecutionResult result) {
        CardId cardId = instruction.card();
        return context.client()
                .publish(
                        context.slot(),
                        header -> new CardEvent.StepReported(
                                header,
                                session,
                                cardId,
                                instruction.instruction(),
                                result.progress(),
                                result.response(),
                                null,
                                context.journal().snapshot(cardId)));
    }
}

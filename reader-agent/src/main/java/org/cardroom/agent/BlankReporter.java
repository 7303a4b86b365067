package org.cardroom.agent;

import java.util.UUID;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.codec.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** Tells the processors of one session with a blank card, for which the agent draws the challenge. */
final class BlankReporter {
    private static final int CHALLENGE = 16;

    private final UUID session = UuidGenerator.next();
    private final Workplace at;
    private final Atr atr;
    private final @Nullable CardId card;

    /** @param card the id that it has already, if it has one */
    BlankReporter(Workplace at, Atr atr, @Nullable CardId card) {
        this.at = at;
        this.atr = atr;
        this.card = card;
    }

    /** The card is here. */
    InstructionFuture inserted() {
        Challenge challenge = Challenge.random(CHALLENGE);
        return at.link()
                .request(
                        at.slot(),
                        new InstructionClient.RequestContext(session, null, challenge, System.nanoTime()),
                        header -> new CardEvent.BlankCardInserted(header, session, CardKind.GIDS, atr, card, challenge),
                        late -> reported(late, Reporter.LATE));
    }

    /** What became of an instruction; nothing more will. */
    EventPublication reported(InstructionEnvelope instruction, Reached reached) {
        CardId named = instruction.card();
        return at.link()
                .publish(
                        at.slot(),
                        header -> new CardEvent.StepReported(
                                header,
                                session,
                                named,
                                instruction.instruction(),
                                reached.stage(),
                                reached.said(),
                                null,
                                at.journal().of(named)));
    }
}

package org.cardroom.agent;

import java.util.UUID;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.link.Link;
import org.cardroom.events.link.Posted;
import org.cardroom.events.link.Question;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Ids;
import org.jspecify.annotations.Nullable;

/** Tells the processors of one session with a blank card, for which the agent draws the challenge. */
final class BlankReporter {
    private static final int CHALLENGE = 16;

    private final UUID session = Ids.next();
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
    Question inserted() {
        Challenge challenge = Challenge.random(CHALLENGE);
        return at.link()
                .ask(
                        at.slot(),
                        new Link.Subject(session, null, challenge, System.nanoTime()),
                        origin -> new CardEvent.BlankInserted(origin, session, CardKind.GIDS, atr, card, challenge),
                        late -> reported(late, Reporter.LATE));
    }

    /** What became of an instruction; nothing more will. */
    Posted reported(Envelope instruction, Reached reached) {
        CardId named = instruction.card();
        return at.link()
                .publish(
                        at.slot(),
                        origin -> new CardEvent.StepReported(
                                origin,
                                session,
                                named,
                                instruction.instruction(),
                                reached.stage(),
                                reached.said(),
                                null,
                                at.journal().of(named)));
    }
}

package org.cardroom.agent;

import java.util.UUID;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.link.Link;
import org.cardroom.events.link.Posted;
import org.cardroom.events.link.Question;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.jspecify.annotations.Nullable;

/** Tells the processors of one session with one card; what the journal holds of the card goes with it. */
final class Reporter {
    static final Reached LATE = new Reached(Stage.NOTHING, new Said.NotAsked("late"));

    private final UUID session = Ids.next();
    private final Workplace at;
    private final SmartCard card;
    private final Atr atr;

    Reporter(Workplace at, SmartCard card, Atr atr) {
        this.at = at;
        this.card = card;
        this.atr = atr;
    }

    /** How to tell of it where it turns out to be a blank that has its id already. */
    BlankReporter asBlank() {
        return new BlankReporter(at, atr, card.id());
    }

    /** The card is here, and just drew this challenge. */
    Question inserted(Challenge challenge) {
        return at.link()
                .ask(
                        at.slot(),
                        subject(challenge),
                        origin -> new CardEvent.CardInserted(
                                origin,
                                session,
                                card.kind(),
                                atr,
                                card.id(),
                                challenge,
                                card.algorithm(),
                                card.shortcomings(),
                                at.journal().of(card.id())),
                        this::late);
    }

    /** What became of an instruction, and the challenge that the card just drew to go on. */
    Question reported(Envelope instruction, Reached reached, Challenge challenge) {
        return reported(instruction, reached, challenge, null);
    }

    /** What the card and the agent drew, so that each can prove its key to the other. */
    Question proving(Envelope instruction, SmartCard.Drawn.Mutual drawn) {
        Reached done = new Reached(Stage.DONE, new Said.Accepted());
        return reported(instruction, done, drawn.challenge(), drawn.hosts());
    }

    private Question reported(Envelope instruction, Reached reached, Challenge challenge, @Nullable Challenge hosts) {
        return at.link()
                .ask(
                        at.slot(),
                        subject(challenge),
                        origin -> report(origin, instruction, reached, challenge, hosts),
                        this::late);
    }

    /** What became of an instruction; nothing more will. */
    Posted reported(Envelope instruction, Reached reached) {
        return at.link().publish(at.slot(), origin -> report(origin, instruction, reached, null, null));
    }

    /** The card drew no challenge; one that left may draw one when it is back. */
    void unfit(Said said) {
        if (!(said instanceof Said.Pulled)) {
            at.delivered(at.link()
                    .publish(
                            at.slot(),
                            origin -> new CardEvent.CardUnfit(
                                    origin,
                                    session,
                                    card.id(),
                                    said,
                                    at.journal().of(card.id()))));
        }
    }

    /** The card left. */
    void removed() {
        at.link().publish(at.slot(), origin -> new CardEvent.CardRemoved(origin, session, card.id()));
    }

    /** An instruction that came too late costs no try, if the processors know it. */
    private void late(Envelope instruction) {
        reported(instruction, LATE);
    }

    private Link.Subject subject(Challenge challenge) {
        return new Link.Subject(session, card.id(), challenge, System.nanoTime());
    }

    private CardEvent report(
            Origin origin,
            Envelope instruction,
            Reached reached,
            @Nullable Challenge challenge,
            @Nullable Challenge hosts) {
        return new CardEvent.StepReported(
                origin,
                session,
                card.id(),
                instruction.instruction(),
                reached.stage(),
                reached.said(),
                challenge,
                hosts,
                at.journal().of(card.id()));
    }
}

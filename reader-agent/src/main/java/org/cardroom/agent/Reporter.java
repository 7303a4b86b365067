package org.cardroom.agent;

import java.util.UUID;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.jspecify.annotations.Nullable;

/** Tells the processors of one session with one card; what the journal holds of the card goes with it. */
final class Reporter {
    static final Reached LATE = new Reached(InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late"));

    private final UUID session = UuidGenerator.next();
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
    InstructionFuture inserted(Challenge challenge) {
        return at.link()
                .request(
                        at.slot(),
                        subject(challenge),
                        header -> new CardEvent.CardInserted(
                                header,
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
    InstructionFuture reported(InstructionEnvelope instruction, Reached reached, Challenge challenge) {
        return reported(instruction, reached, challenge, null);
    }

    /** What the card and the agent drew, so that each can prove its key to the other. */
    InstructionFuture proving(InstructionEnvelope instruction, SmartCard.Drawn.Mutual drawn) {
        Reached done = new Reached(InstructionProgress.DONE, new CardResponse.Accepted());
        return reported(instruction, done, drawn.challenge(), drawn.hosts());
    }

    private InstructionFuture reported(InstructionEnvelope instruction, Reached reached, Challenge challenge, @Nullable Challenge hosts) {
        return at.link()
                .request(
                        at.slot(),
                        subject(challenge),
                        header -> report(header, instruction, reached, challenge, hosts),
                        this::late);
    }

    /** What became of an instruction; nothing more will. */
    EventPublication reported(InstructionEnvelope instruction, Reached reached) {
        return at.link().publish(at.slot(), header -> report(header, instruction, reached, null, null));
    }

    /** The card drew no challenge; one that left may draw one when it is back. */
    void unfit(CardResponse response) {
        if (!(response instanceof CardResponse.Removed)) {
            at.delivered(at.link()
                    .publish(
                            at.slot(),
                            header -> new CardEvent.CardChallengeFailed(
                                    header,
                                    session,
                                    card.id(),
                                    response,
                                    at.journal().of(card.id()))));
        }
    }

    /** The card left. */
    void removed() {
        at.link().publish(at.slot(), header -> new CardEvent.CardRemoved(header, session, card.id()));
    }

    /** An instruction that came too late costs no try, if the processors know it. */
    private void late(InstructionEnvelope instruction) {
        reported(instruction, LATE);
    }

    private InstructionClient.RequestContext subject(Challenge challenge) {
        return new InstructionClient.RequestContext(session, card.id(), challenge, System.nanoTime());
    }

    private CardEvent report(
            EventHeader header,
            InstructionEnvelope instruction,
            Reached reached,
            @Nullable Challenge challenge,
            @Nullable Challenge hosts) {
        return new CardEvent.StepReported(
                header,
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

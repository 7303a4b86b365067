package org.cardroom.ingest.gateway.asking;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.link.Link;
import org.cardroom.events.link.Question;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.About;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Origin;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processors at the other end of the gateway's own channel: each question is a session of its own. */
public final class LinkedProcessors implements Processors {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedProcessors.class);
    private static final int NONCE = 16;

    private final Link link;

    /** Over this link, which is the caller's to close. */
    public LinkedProcessors(Link link) {
        this.link = link;
    }

    @Override
    public Reply<AdminKey> key(About about) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (origin, session) -> new GatewayEvent.KeyAsked(origin, session, about, nonce),
                told -> told instanceof Instruction.GiveKey give ? Optional.of(give.key()) : Optional.empty());
    }

    @Override
    public Reply<AuthenticationResponse> answer(About about, Challenge challenge, boolean diversified) {
        return ask(
                about,
                challenge,
                (origin, session) -> new GatewayEvent.AnswerAsked(origin, session, about, challenge, diversified),
                told -> told instanceof Instruction.GiveAnswer give ? Optional.of(give.answer()) : Optional.empty());
    }

    @Override
    public Reply<Pin> pin(About about, Optional<Challenge> challenge) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (origin, session) -> new GatewayEvent.PinAsked(origin, session, about, nonce, challenge.orElse(null)),
                told -> told instanceof Instruction.GivePin give ? Optional.of(give.pin()) : Optional.empty());
    }

    @Override
    public Reply<How> end(About about, How how) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (origin, session) -> new GatewayEvent.RequestEnded(origin, session, about, nonce, how),
                told -> told instanceof Instruction.Ended ? Optional.of(how) : Optional.empty());
    }

    private <T> Reply<T> ask(
            About about,
            Challenge bond,
            BiFunction<Origin, UUID, CardEvent> event,
            Function<Instruction, Optional<T>> given) {
        UUID session = Ids.next();
        Link.Subject subject = new Link.Subject(session, about.card(), bond, System.nanoTime());
        Question question =
                link.ask(GatewayEvent.SLOT, subject, origin -> event.apply(origin, session), LinkedProcessors::late);
        return question.await()
                .map(told -> reply(told.instruction(), given))
                .orElseGet(() -> withdrawn(session, about));
    }

    /** A processor that comes back later must not count an answer that nobody waits for. */
    private <T> Reply<T> withdrawn(UUID session, About about) {
        var unused =
                link.publish(GatewayEvent.SLOT, origin -> new CardEvent.CardRemoved(origin, session, about.card()));
        return new Reply.Unanswered<>();
    }

    private static <T> Reply<T> reply(Instruction told, Function<Instruction, Optional<T>> given) {
        if (told instanceof Instruction.Reject reject) {
            return new Reply.Withheld<>(reject.reason());
        }
        return given.apply(told).<Reply<T>>map(Reply.Given::new).orElseGet(() -> {
            told.close();
            return new Reply.Unanswered<>();
        });
    }

    /** The client was told to ask again, and will be given the same. */
    private static void late(Envelope envelope) {
        LOG.debug("an instruction came too late: {}", envelope.step());
    }
}

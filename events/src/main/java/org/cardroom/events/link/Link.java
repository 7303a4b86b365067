package org.cardroom.events.link;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of one agent or gateway, here called agent like in the enrolments, and brings each instruction to
 * whoever asked for it. Any number may wait at the same time. Safe from any thread. It closes its broker.
 */
public final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration REACHABLE = Duration.ofSeconds(10);

    private final String agent;
    private final Channels channels;
    private final Broker broker;
    private final Clock clock;
    private final Duration patience;
    private final Notices notices;
    private final Desk desk = new Desk();

    /**
     * Who the agent is, and whom it trusts.
     *
     * @param agent the name it is enrolled under
     * @param key its enrolled key
     * @param processorsId which of the processors' keys the other one is
     */
    public record Identity(String agent, HpkeKeyPair key, String processorsId, HpkePublicKey processors) {}

    /**
     * What a question is about: an instruction has to name all of it.
     *
     * @param card absent for a blank one: the instruction names the card that it becomes
     * @param since {@link System#nanoTime} when the agent had the challenge
     */
    public record Subject(UUID session, @Nullable CardId card, Challenge challenge, long since) {}

    /**
     * A link that listens to its broker from now on.
     *
     * @param patience how long an instruction may be used at most, from the moment the agent had the challenge
     * @param dismissed told once, on another thread, why no processor answers this agent
     */
    Link(Identity identity, Broker broker, Clock clock, Duration patience, Consumer<Notice> dismissed) {
        this.agent = identity.agent();
        this.notices = new Notices(agent, identity.key().publicKey().fingerprint(), dismissed);
        this.channels = new Channels(identity, clock);
        this.broker = broker;
        this.clock = clock;
        this.patience = patience;
        broker.listen(this::arrived);
    }

    /**
     * A link over Kafka. What was in the agent's topic before is handed to nobody: it was meant for an earlier session.
     *
     * @param dismissed told once, on another thread, why no processor answers this agent
     * @throws org.cardroom.events.command.CannotRun if the broker does not answer, or does not let the agent in
     */
    public static Link over(
            Kafka kafka, Identity identity, Clock clock, Duration patience, Consumer<Notice> dismissed) {
        return new Link(identity, KafkaBroker.open(kafka, identity.agent(), REACHABLE), clock, patience, dismissed);
    }

    /** Publishes an event that asks for nothing. */
    public Posted publish(String slot, Function<Origin, CardEvent> event) {
        AgentChannel channel = channels.current();
        return post(channel, event.apply(origin(channel, slot)));
    }

    /**
     * Publishes an event that an instruction is to answer.
     *
     * @param slot the reader's name; a gateway's is always the same
     * @param late told, on another thread, the envelope of an instruction that came after it was given up
     */
    public Question ask(String slot, Subject subject, Function<Origin, CardEvent> event, Consumer<Envelope> late) {
        AgentChannel channel = channels.current();
        Origin origin = origin(channel, slot);
        Waiting waiting = new Waiting(agent, origin.event(), subject, channel, late);
        desk.open(waiting);
        return new Question(post(channel, event.apply(origin)), waiting, desk, patience);
    }

    /** How many instructions reached nobody here: repeated, foreign, altered or unreadable ones. */
    public long ignored() {
        return desk.ignored();
    }

    private Origin origin(AgentChannel channel, String slot) {
        return new Origin(Origin.SCHEMA, Ids.next(), agent, channel.ref(), slot, clock.instant());
    }

    private Posted post(AgentChannel channel, CardEvent event) {
        notices.sent(event.origin().event());
        byte[] value = Json.write(event);
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(Topics.CARD_EVENTS, event.recordKey(), value);
        message.headers().add(Topics.MAC_HEADER, channel.mac(Topics.CARD_EVENTS, event.recordKey(), value));
        return new Posted(broker, message);
    }

    private void arrived(byte[] value) {
        try {
            desk.take(Json.read(value, SealedInstruction.class));
        } catch (IllegalArgumentException e) {
            noticed(value);
        }
    }

    private void noticed(byte[] value) {
        try {
            notices.take(Json.read(value, Notice.class));
        } catch (IllegalArgumentException e) {
            LOG.debug("an instruction that is not readable: {}", e.getMessage());
            desk.ignore();
        }
    }

    /** From now on nobody waits for an instruction; what is reported is still published. */
    public void askNoMore() {
        desk.close();
    }

    @Override
    public void close() {
        desk.close();
        broker.close();
    }
}

package org.cardroom.events.client;

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
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of one agent or gateway, here called agent like in the enrolments, and brings each instruction to
 * whoever asked for it. Any number may wait at the same time. Safe from any thread. It closes its broker.
 */
public final class InstructionClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstructionClient.class);
    private static final Duration REACHABLE = Duration.ofSeconds(10);

    private final String agent;
    private final RotatingAgentChannel channels;
    private final EventTransport transport;
    private final Clock clock;
    private final Duration timeout;
    private final EnrolmentNoticeFilter notices;
    private final PendingRequestRegistry pendingRequests = new PendingRequestRegistry();

    /**
     * Who the agent is, and whom it trusts.
     *
     * @param agent the name it is enrolled under
     * @param key its enrolled key
     * @param processorsId which of the processors' keys the other one is
     */
    public record AgentIdentity(String agent, HpkeKeyPair key, String processorsId, HpkePublicKey processors) {}

    /**
     * What a question is about: an instruction has to name all of it.
     *
     * @param card absent for a blank one: the instruction names the card that it becomes
     * @param challengedAtNanos {@link System#nanoTime} when the agent had the challenge
     */
    public record RequestContext(UUID session, @Nullable CardId card, Challenge challenge, long challengedAtNanos) {}

    /**
     * A link that listens to its broker from now on.
     *
     * @param patience how long an instruction may be used at most, from the moment the agent had the challenge
     * @param dismissed told once, on another thread, why no processor answers this agent
     */
    InstructionClient(
            AgentIdentity identity,
            EventTransport transport,
            Clock clock,
            Duration patience,
            Consumer<EnrolmentNotice> dismissed) {
        this.agent = identity.agent();
        this.notices =
                new EnrolmentNoticeFilter(agent, identity.key().publicKey().fingerprint(), dismissed);
        this.channels = new RotatingAgentChannel(identity, clock);
        this.transport = transport;
        this.clock = clock;
        this.timeout = patience;
        transport.startListening(this::dispatch);
    }

    /**
     * A link over Kafka. What was in the agent's topic before is handed to nobody: it was meant for an earlier session.
     *
     * @param dismissed told once, on another thread, why no processor answers this agent
     * @throws org.cardroom.events.command.EnvironmentException if the broker does not answer, or does not let the agent in
     */
    public static InstructionClient connect(
            KafkaClients kafka,
            AgentIdentity identity,
            Clock clock,
            Duration patience,
            Consumer<EnrolmentNotice> dismissed) {
        return new InstructionClient(
                identity, KafkaEventTransport.connect(kafka, identity.agent(), REACHABLE), clock, patience, dismissed);
    }

    /** Publishes an event that asks for nothing. */
    public EventPublication publish(String slot, Function<EventHeader, CardEvent> event) {
        AgentChannel channel = channels.current();
        return post(channel, event.apply(origin(channel, slot)));
    }

    /**
     * Publishes an event that an instruction is to answer.
     *
     * @param slot the reader's name; a gateway's is always the same
     * @param late told, on another thread, the envelope of an instruction that came after it was given up
     */
    public InstructionFuture request(
            String slot,
            RequestContext context,
            Function<EventHeader, CardEvent> event,
            Consumer<InstructionEnvelope> late) {
        AgentChannel channel = channels.current();
        EventHeader header = origin(channel, slot);
        PendingRequest pending = new PendingRequest(agent, header.event(), context, channel, late);
        pendingRequests.register(pending);
        return new InstructionFuture(post(channel, event.apply(header)), pending, pendingRequests, timeout);
    }

    /** How many instructions reached nobody here: repeated, foreign, altered or unreadable ones. */
    public long unmatchedCount() {
        return pendingRequests.unmatchedCount();
    }

    private EventHeader origin(AgentChannel channel, String slot) {
        return new EventHeader(EventHeader.SCHEMA, UuidGenerator.next(), agent, channel.ref(), slot, clock.instant());
    }

    private EventPublication post(AgentChannel channel, CardEvent event) {
        notices.recordSent(event.origin().event());
        byte[] value = MessageJson.write(event);
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(KafkaTopics.CARD_EVENTS, event.recordKey(), value);
        message.headers().add(KafkaTopics.MAC_HEADER, channel.mac(KafkaTopics.CARD_EVENTS, event.recordKey(), value));
        return new EventPublication(transport, message);
    }

    private void dispatch(byte[] value) {
        try {
            pendingRequests.complete(MessageJson.read(value, SealedInstruction.class));
        } catch (IllegalArgumentException e) {
            dispatchNotice(value);
        }
    }

    private void dispatchNotice(byte[] value) {
        try {
            notices.handle(MessageJson.read(value, EnrolmentNotice.class));
        } catch (IllegalArgumentException e) {
            LOG.debug("an instruction that is not readable: {}", e.getMessage());
            pendingRequests.countUnmatched();
        }
    }

    /** From now on nobody waits for an instruction; what is reported is still published. */
    public void stopAccepting() {
        pendingRequests.close();
    }

    @Override
    public void close() {
        pendingRequests.close();
        transport.close();
    }
}

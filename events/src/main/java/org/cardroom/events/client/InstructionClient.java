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
 * Authenticated request/reply client over Kafka of one agent or gateway: publishes events and delivers each instruction to
 * the caller that requested it. Own code, because Spring Kafka's template needs Spring, which the agent does without.
 * Supports concurrent requests. Safe from any thread.
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
     * The agent's identity and the processors' key that it trusts.
     * @param agent its enrolled name
     * @param key its enrolled key
     * @param processorsId the id of the processors' key
     */
    public record AgentIdentity(String agent, HpkeKeyPair key, String processorsId, HpkePublicKey processors) {}

    /**
     * The context of a request; the instruction must match all of it.
     * @param card absent for a blank card: the instruction assigns its id
     * @param challengedAtNanos {@link System#nanoTime} when the agent received the challenge
     */
    public record RequestContext(UUID session, @Nullable CardId card, Challenge challenge, long challengedAtNanos) {}

    /**
     * Creates a client and starts to receive instructions.
     * @param timeout how long an instruction is valid at most from the time the agent received the challenge
     * @param onNotice called once, on another thread, with the reason why no processor answers this agent
     */
    InstructionClient(
            AgentIdentity identity,
            EventTransport transport,
            Clock clock,
            Duration timeout,
            Consumer<EnrolmentNotice> onNotice) {
        this.agent = identity.agent();
        this.notices =
                new EnrolmentNoticeFilter(agent, identity.key().publicKey().fingerprint(), onNotice);
        this.channels = new RotatingAgentChannel(identity, clock);
        this.transport = transport;
        this.clock = clock;
        this.timeout = timeout;
        transport.startListening(this::dispatch);
    }

    /**
     * Connects over Kafka. Instructions already in the agent's topic are skipped: they are for earlier sessions.
     * @param onNotice called once, on another thread, with the reason why no processor answers this agent
     * @throws org.cardroom.events.command.EnvironmentException if the broker does not answer or denies access
     */
    public static InstructionClient connect(
            KafkaClients kafka,
            AgentIdentity identity,
            Clock clock,
            Duration timeout,
            Consumer<EnrolmentNotice> onNotice) {
        return new InstructionClient(
                identity, KafkaEventTransport.connect(kafka, identity.agent(), REACHABLE), clock, timeout, onNotice);
    }

    /** Publishes an event that needs no answer. */
    public EventPublication publish(String slot, Function<EventHeader, CardEvent> event) {
        AgentChannel channel = channels.current();
        return post(channel, event.apply(origin(channel, slot)));
    }

    /**
     * Publishes an event that an instruction answers.
     * @param slot the reader's name; for a gateway {@link org.cardroom.events.message.GatewayEvent#SLOT}
     * @param late called, on another thread, with the envelope of an instruction that arrives after the timeout
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

    /** The number of instructions without a pending request: repeated, foreign, altered or unreadable ones. */
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
            LOG.debug("unreadable instruction skipped: {}", e.getMessage());
            pendingRequests.countUnmatched();
        }
    }

    /** Completes all pending and future requests as timed out; events can still be published. */
    public void stopAccepting() {
        pendingRequests.close();
    }

    @Override
    public void close() {
        pendingRequests.close();
        transport.close();
    }
}

package org.cardroom.events.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.jspecify.annotations.Nullable;

/** The processors at the other end of a broker in memory: they check every event, and answer as a plan tells them. */
public final class ScriptedProcessors implements EventTransport {
    private static final HpkeKeyPair OWN = HpkeKeyPair.generate();
    private static final HpkeKeyPair AGENT = HpkeKeyPair.generate();

    public final List<CardEvent> events = new CopyOnWriteArrayList<>();
    /** What the agent was told and believed. */
    public final List<EnrolmentNotice> notices = new CopyOnWriteArrayList<>();

    public final List<SealedInstruction> sealed = new CopyOnWriteArrayList<>();

    private final ProcessorChannels channels = new ProcessorChannels(Map.of("processors-1", OWN), Clock.systemUTC());
    private final Function<CardEvent, Optional<ScriptedReply>> plans;
    private final List<Runnable> held = new ArrayList<>();
    private Consumer<byte[]> agent = value -> {};
    private UnaryOperator<InstructionEnvelope> forger = UnaryOperator.identity();
    private boolean down;
    private @Nullable Class<? extends CardEvent> lastStraw;
    private boolean holding;
    private boolean twice;
    private boolean mute;
    private boolean closed;

    public ScriptedProcessors(Function<CardEvent, Optional<ScriptedReply>> plans) {
        this.plans = plans;
    }

    /** The agent's way to them, over no network. */
    public InstructionClient connectClient(Duration patience) {
        return new InstructionClient(agentIdentity(), this, Clock.systemUTC(), patience, notices::add);
    }

    /** Who the agent is that belongs to them. */
    public static InstructionClient.AgentIdentity agentIdentity() {
        return new InstructionClient.AgentIdentity("agent-1", AGENT, "processors-1", OWN.publicKey());
    }

    /** From now on the broker takes nothing, or takes it again. */
    public synchronized void setBrokerDown(boolean now) {
        down = now;
    }

    /** The broker takes nothing any more, from the next event of this type on. */
    public synchronized void failBrokerAt(Class<? extends CardEvent> type) {
        lastStraw = type;
    }

    /** From now on instructions are made, and kept back. */
    public synchronized void holdInstructions() {
        holding = true;
    }

    /** From now on instructions arrive again; those that were kept back do so now. */
    public synchronized void releaseInstructions() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** From now on envelopes are altered before they are sealed. */
    public synchronized void alterEnvelopes(UnaryOperator<InstructionEnvelope> by) {
        forger = by;
    }

    /** From now on the broker delivers every instruction twice. */
    public synchronized void deliverTwice() {
        twice = true;
    }

    /** From now on nobody is told whether it is enrolled. */
    public synchronized void suppressNotices() {
        mute = true;
    }

    /** The files of the agent that belongs to them, and the one by which it knows them, in this folder. */
    public static Path writeKeyFiles(Path folder) throws IOException {
        ByteBuffer key = ByteBuffer.allocate(32);
        AGENT.copyPrivateInto(key);
        Path file = Files.write(folder.resolve("agent.key"), key.array());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> enrollee = Map.of("agent", "agent-1", "key", AGENT.publicKey());
        Files.write(folder.resolve("agent.pub.json"), MessageJson.write(enrollee));
        ProcessorPublicKeys keys = new ProcessorPublicKeys(Map.of("processors-1", OWN.publicKey()));
        return Files.write(folder.resolve("processors.pub.json"), MessageJson.write(keys));
    }

    /** Lets a value arrive as it is. */
    public void deliver(byte[] value) {
        agent.accept(value);
    }

    public <T extends CardEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public synchronized CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
        CardEvent event = MessageJson.read(message.value(), CardEvent.class);
        if (lastStraw != null && lastStraw.isInstance(event)) {
            down = true;
            lastStraw = null;
        }
        if (down) {
            return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        }
        check(message, event);
        events.add(event);
        if (event instanceof CardEvent.EnrolmentCheckRequested && !mute) {
            deliver(MessageJson.write(new EnrolmentNotice(
                    1, event.origin().agent(), event.origin().event(), EnrolmentNotice.NoticeReason.ENROLLED)));
        }
        plans.apply(event).ifPresent(reply -> answer(event, reply));
        return CompletableFuture.completedFuture(null);
    }

    private void check(ProducerRecord<String, byte[]> message, CardEvent event) {
        byte[] mac = message.headers().lastHeader(KafkaTopics.MAC_HEADER).value();
        ProcessorChannels.ChannelVerdict verdict = channels.verify(
                event.origin(), AGENT.publicKey(), mac, message.topic(), message.key(), message.value());
        if (verdict != ProcessorChannels.ChannelVerdict.AUTHENTIC
                || !message.key().equals(event.recordKey())) {
            throw new AssertionError(verdict + " " + event);
        }
    }

    private void answer(CardEvent event, ScriptedReply reply) {
        InstructionEnvelope envelope = forger.apply(new InstructionEnvelope(
                1,
                reply.instruction(),
                event.origin().agent(),
                event.origin().channel().encapsulated(),
                event.origin().event(),
                reply.session(),
                reply.card(),
                reply.step(),
                reply.challenge(),
                4000));
        SealedInstruction instruction =
                channels.seal(event.origin(), AGENT.publicKey(), envelope, reply.instructionBody());
        sealed.add(instruction);
        Runnable once = () -> deliver(MessageJson.write(instruction));
        Runnable arrival = twice ? () -> List.of(once, once).forEach(Runnable::run) : once;
        if (holding) {
            held.add(arrival);
        } else {
            arrival.run();
        }
    }

    @Override
    public void startListening(Consumer<byte[]> each) {
        agent = each;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Whether the agent has left. */
    public synchronized boolean isClosed() {
        return closed;
    }
}

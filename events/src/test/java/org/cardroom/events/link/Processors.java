package org.cardroom.events.link;

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
import org.cardroom.events.channel.ProcessorKeys;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.topic.Topics;
import org.jspecify.annotations.Nullable;

/** The processors at the other end of a broker in memory: they check every event, and answer as a plan tells them. */
public final class Processors implements Broker {
    private static final HpkeKeyPair OWN = HpkeKeyPair.generate();
    private static final HpkeKeyPair AGENT = HpkeKeyPair.generate();

    public final List<CardEvent> events = new CopyOnWriteArrayList<>();
    /** What the agent was told and believed. */
    public final List<Notice> dismissed = new CopyOnWriteArrayList<>();

    public final List<SealedInstruction> sealed = new CopyOnWriteArrayList<>();

    private final ProcessorChannels channels = new ProcessorChannels(Map.of("processors-1", OWN), Clock.systemUTC());
    private final Function<CardEvent, Optional<Plan>> plans;
    private final List<Runnable> held = new ArrayList<>();
    private Consumer<byte[]> agent = value -> {};
    private UnaryOperator<Envelope> forger = UnaryOperator.identity();
    private boolean down;
    private @Nullable Class<? extends CardEvent> lastStraw;
    private boolean holding;
    private boolean twice;
    private boolean mute;
    private boolean closed;

    public Processors(Function<CardEvent, Optional<Plan>> plans) {
        this.plans = plans;
    }

    /** The agent's way to them, over no network. */
    public Link link(Duration patience) {
        return new Link(identity(), this, Clock.systemUTC(), patience, dismissed::add);
    }

    /** Who the agent is that belongs to them. */
    public static Link.Identity identity() {
        return new Link.Identity("agent-1", AGENT, "processors-1", OWN.publicKey());
    }

    /** From now on the broker takes nothing, or takes it again. */
    public synchronized void down(boolean now) {
        down = now;
    }

    /** The broker takes nothing any more, from the next event of this type on. */
    public synchronized void downAt(Class<? extends CardEvent> type) {
        lastStraw = type;
    }

    /** From now on instructions are made, and kept back. */
    public synchronized void hold() {
        holding = true;
    }

    /** From now on instructions arrive again; those that were kept back do so now. */
    public synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** From now on envelopes are altered before they are sealed. */
    public synchronized void forge(UnaryOperator<Envelope> by) {
        forger = by;
    }

    /** From now on the broker delivers every instruction twice. */
    public synchronized void deliverTwice() {
        twice = true;
    }

    /** From now on nobody is told whether it is enrolled. */
    public synchronized void mute() {
        mute = true;
    }

    /** The files of the agent that belongs to them, and the one by which it knows them, in this folder. */
    public static Path files(Path folder) throws IOException {
        ByteBuffer key = ByteBuffer.allocate(32);
        AGENT.copyPrivateInto(key);
        Path file = Files.write(folder.resolve("agent.key"), key.array());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> enrollee = Map.of("agent", "agent-1", "key", AGENT.publicKey());
        Files.write(folder.resolve("agent.pub.json"), Json.write(enrollee));
        ProcessorKeys keys = new ProcessorKeys(Map.of("processors-1", OWN.publicKey()));
        return Files.write(folder.resolve("processors.pub.json"), Json.write(keys));
    }

    /** Lets a value arrive as it is. */
    public void say(byte[] value) {
        agent.accept(value);
    }

    public <T extends CardEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public synchronized CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
        CardEvent event = Json.read(message.value(), CardEvent.class);
        if (lastStraw != null && lastStraw.isInstance(event)) {
            down = true;
            lastStraw = null;
        }
        if (down) {
            return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        }
        check(message, event);
        events.add(event);
        if (event instanceof CardEvent.EnrolmentAsked && !mute) {
            say(Json.write(new Notice(1, event.origin().agent(), event.origin().event(), Notice.Reason.ENROLLED)));
        }
        plans.apply(event).ifPresent(plan -> answer(event, plan));
        return CompletableFuture.completedFuture(null);
    }

    private void check(ProducerRecord<String, byte[]> message, CardEvent event) {
        byte[] mac = message.headers().lastHeader(Topics.MAC_HEADER).value();
        ProcessorChannels.Verdict verdict =
                channels.check(event.origin(), AGENT.publicKey(), mac, message.topic(), message.key(), message.value());
        if (verdict != ProcessorChannels.Verdict.AUTHENTIC || !message.key().equals(event.recordKey())) {
            throw new AssertionError(verdict + " " + event);
        }
    }

    private void answer(CardEvent event, Plan plan) {
        Envelope envelope = forger.apply(new Envelope(
                1,
                plan.instruction(),
                event.origin().agent(),
                event.origin().channel().encapsulated(),
                event.origin().event(),
                plan.session(),
                plan.card(),
                plan.step(),
                plan.challenge(),
                4000));
        SealedInstruction instruction = channels.seal(event.origin(), AGENT.publicKey(), envelope, plan.told());
        sealed.add(instruction);
        Runnable once = () -> say(Json.write(instruction));
        Runnable arrival = twice ? () -> List.of(once, once).forEach(Runnable::run) : once;
        if (holding) {
            held.add(arrival);
        } else {
            arrival.run();
        }
    }

    @Override
    public void listen(Consumer<byte[]> each) {
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

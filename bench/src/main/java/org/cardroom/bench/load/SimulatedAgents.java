package org.cardroom.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.bench.baseline.BenchHeader;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;

/** All simulated agents, with one producer and one consumer, so that their cost is the same for every system under test. */
public final class SimulatedAgents implements AutoCloseable {
    private final BenchEnvironment bench;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::listen, "simulated-agents");
    /** Cards that wait for a reply, by event id; for a card's last event, by card id. */
    private final Map<String, SimulatedCard> waiting = new ConcurrentHashMap<>();

    private final AtomicInteger agent = new AtomicInteger();
    private volatile Listener listener = answer -> {};
    private volatile boolean closed;

    public SimulatedAgents(BenchEnvironment bench) {
        this.bench = bench;
        producer = bench.kafka().createProducer();
        consumer = bench.kafka().createConsumer(Map.of());
        List<TopicPartition> topics = new ArrayList<>(List.of(new TopicPartition(KafkaTopics.OUTCOMES, 0)));
        bench.agents().forEach(one -> topics.add(new TopicPartition(KafkaTopics.instructionTopicName(one.name()), 0)));
        consumer.assign(topics);
        consumer.seekToEnd(topics);
        topics.forEach(consumer::position);
        thread.start();
    }

    /** Receives answers, in one thread. */
    interface Listener {
        void onAnswer(Answer answer);
    }

    /**
     * A reply to an event. Times are {@link System#nanoTime} values.
     * @param stage the event's number within its card, from 1
     * @param intended the time at which the event was due
     * @param at the time of the reply
     */
    public record Answer(SimulatedCard simulatedCard, int stage, long intended, long at) {
        boolean isLast() {
            return stage == SimulatedCard.STAGES;
        }

        public double millis() {
            return (at - intended) / 1e6;
        }
    }

    void setListener(Listener listener) {
        this.listener = listener;
    }

    /** Creates a card at the next agent. */
    SimulatedCard newCard() {
        return new SimulatedCard(bench.agents()
                .get(Math.floorMod(agent.getAndIncrement(), bench.agents().size())));
    }

    /** Sends the card's next event, which was due at {@code intended}. */
    void sendNext(SimulatedCard card, SystemUnderTest to, long intended) {
        to.countEvent();
        CardEvent event = card.nextEvent(intended);
        int stage = card.sentCount();
        String key = event.recordKey();
        UUID id = event.origin().event();
        waiting.put(stage == SimulatedCard.STAGES ? key : id.toString(), card);
        byte[] value = MessageJson.write(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(to.topic(), key, value);
        record.headers().add(KafkaTopics.MAC_HEADER, card.agent.channel().mac(KafkaTopics.CARD_EVENTS, key, value));
        new BenchHeader(stage, card.agent.name(), card.session, id).addTo(record.headers());
        var unused = producer.send(record);
    }

    /** Returns the number of events without a reply. */
    int pendingCount() {
        return waiting.size();
    }

    /** Stops waiting for outstanding replies; returns their cards. */
    public List<SimulatedCard> abandonPending() {
        List<SimulatedCard> missing = List.copyOf(waiting.values());
        waiting.clear();
        return missing;
    }

    private void listen() {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.topic().equals(KafkaTopics.OUTCOMES)) {
                    receiveOutcome(record);
                } else {
                    receiveInstruction(MessageJson.read(record.value(), SealedInstruction.class)
                            .envelope());
                }
            }
        }
        consumer.close();
    }

    /** Accepts {@code CardIssued} only: checkpoints of the same card have the same record key. */
    private void receiveOutcome(ConsumerRecord<String, byte[]> record) {
        if (waiting.containsKey(record.key())
                && MessageJson.read(record.value(), IssuanceEvent.class) instanceof IssuanceEvent.CardIssued) {
            answered(waiting.remove(record.key()));
        }
    }

    /** Ignores repeated instructions, which follow the death of a processor. */
    private void receiveInstruction(InstructionEnvelope envelope) {
        SimulatedCard card = waiting.remove(envelope.event().toString());
        if (card != null) {
            card.setInstruction(envelope.instruction());
            answered(card);
        }
    }

    private void answered(@Nullable SimulatedCard card) {
        if (card != null) {
            listener.onAnswer(new Answer(card, card.sentCount(), card.intendedAt(), System.nanoTime()));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}

package org.cardroom.chaos.topics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent;

/** What the topics held: outcomes, dead letters, which challenge was answered by which instruction. Thread-safe. */
public final class TopicObservations {
    private static final String REPLAYED = "replayed";

    private final Map<UUID, Set<IssuanceEvent>> outcomes = new HashMap<>();
    private final Map<String, UUID> answers = new HashMap<>();
    private final Set<UUID> repeated = new HashSet<>();
    private final Set<UUID> once = new HashSet<>();
    private final Set<UUID> twice = new HashSet<>();
    private final Map<UUID, String> deadEvents = new HashMap<>();
    private final Map<String, Integer> unreadable = new TreeMap<>();
    private int doubled;

    /**
     * Why events became dead letters, each event counted once.
     *
     * @param repeated by the faults
     * @param resent by an agent that did not learn that the broker had them
     * @param unexplained anything else, by reason
     */
    public record DeadLetterCounts(int repeated, int resent, Map<String, Integer> unexplained) {}

    /** An event is about to be said again. */
    synchronized void markRepeated(ConsumerRecord<String, byte[]> event) {
        repeated.add(idOf(event.value()));
    }

    public synchronized void add(ConsumerRecord<String, byte[]> one) {
        switch (one.topic()) {
            case KafkaTopics.CARD_EVENTS -> event(idOf(one.value()));
            case KafkaTopics.OUTCOMES -> outcome(MessageJson.read(one.value(), IssuanceEvent.class));
            case KafkaTopics.DEAD_LETTERS -> deadLetter(one);
            default ->
                instruction(
                        MessageJson.read(one.value(), SealedInstruction.class).envelope());
        }
    }

    private static UUID idOf(byte[] event) {
        return MessageJson.read(event, CardEvent.class).origin().event();
    }

    private void event(UUID id) {
        if (!once.add(id)) {
            twice.add(id);
        }
    }

    private void outcome(IssuanceEvent outcome) {
        UUID about = outcome instanceof IssuanceEvent.CardIssued issued
                ? issued.request()
                : outcome instanceof IssuanceEvent.CardFailed failed ? failed.request() : null;
        if (about != null) {
            outcomes.computeIfAbsent(about, x -> new LinkedHashSet<>()).add(outcome);
        }
    }

    private void deadLetter(ConsumerRecord<String, byte[]> letter) {
        Header header = letter.headers().lastHeader(KafkaTopics.REASON_HEADER);
        String reason = header == null ? "without a reason" : new String(header.value(), StandardCharsets.UTF_8);
        try {
            deadEvents.put(idOf(letter.value()), reason);
        } catch (IllegalArgumentException e) {
            unreadable.merge(reason, 1, Integer::sum);
        }
    }

    /** A record that comes twice is the same instruction; another one for the same challenge must never be. */
    private void instruction(InstructionEnvelope envelope) {
        String challenge = envelope.session() + " " + envelope.challenge();
        UUID before = answers.putIfAbsent(challenge, envelope.instruction());
        if (before != null && !before.equals(envelope.instruction())) {
            doubled++;
        }
    }

    /** What the house was told of this request, identical repeats left out. */
    public synchronized List<IssuanceEvent> outcomesOf(UUID request) {
        return new ArrayList<>(outcomes.getOrDefault(request, Set.of()));
    }

    /** How many challenges have a second instruction. */
    public synchronized int duplicateAnswerCount() {
        return doubled;
    }

    public synchronized DeadLetterCounts deadLetters() {
        int ours = 0;
        int resent = 0;
        Map<String, Integer> unexplained = new TreeMap<>(unreadable);
        for (Map.Entry<UUID, String> dead : deadEvents.entrySet()) {
            boolean replayed = dead.getValue().equals(REPLAYED);
            if (replayed && repeated.contains(dead.getKey())) {
                ours++;
            } else if (replayed && twice.contains(dead.getKey())) {
                resent++;
            } else {
                unexplained.merge(dead.getValue(), 1, Integer::sum);
            }
        }
        return new DeadLetterCounts(ours, resent, unexplained);
    }
}

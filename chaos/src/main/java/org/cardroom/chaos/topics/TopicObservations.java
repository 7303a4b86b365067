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

/** Collects outcomes, dead letters, and the instruction for each challenge from the topics. Thread-safe. */
public final class TopicObservations {
    private static final String REPLAYED = "replayed";

    private final Map<UUID, Set<IssuanceEvent>> outcomes = new HashMap<>();
    private final Map<String, UUID> answers = new HashMap<>();
    private final Set<UUID> repeated = new HashSet<>();
    private final Set<UUID> seen = new HashSet<>();
    private final Set<UUID> seenAgain = new HashSet<>();
    private final Map<UUID, String> deadEvents = new HashMap<>();
    private final Map<String, Integer> unreadable = new TreeMap<>();
    private int duplicateAnswers;

    /**
     * The number of dead letters, each event counted once.
     * @param repeated events repeated by faults
     * @param resent events resent by an agent that missed the broker's acknowledgement
     * @param unexplained all others, by reason
     */
    public record DeadLetterCounts(int repeated, int resent, Map<String, Integer> unexplained) {}

    /** Marks an event that a fault is about to repeat. */
    synchronized void markRepeated(ConsumerRecord<String, byte[]> event) {
        repeated.add(idOf(event.value()));
    }

    public synchronized void add(ConsumerRecord<String, byte[]> one) {
        switch (one.topic()) {
            case KafkaTopics.CARD_EVENTS -> event(idOf(one.value()));
            case KafkaTopics.OUTCOMES -> outcome(MessageJson.read(one.value(), IssuanceEvent.class));
            case KafkaTopics.DEAD_LETTERS -> deadLetter(one);
            default -> instruction(MessageJson.read(one.value(), SealedInstruction.class));
        }
    }

    private static UUID idOf(byte[] event) {
        return MessageJson.read(event, CardEvent.class).origin().event();
    }

    private void event(UUID id) {
        if (!seen.add(id)) {
            seenAgain.add(id);
        }
    }

    private void outcome(IssuanceEvent outcome) {
        if (outcome instanceof IssuanceEvent.CardOutcome card
                && !(outcome instanceof IssuanceEvent.CardProvisioningCheckpoint)) {
            outcomes.computeIfAbsent(card.request(), x -> new LinkedHashSet<>()).add(outcome);
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

    /** A repeated record has the same instruction id; a different instruction for the same challenge is a violation. */
    private void instruction(SealedInstruction sealed) {
        InstructionEnvelope envelope = sealed.envelope();
        String challenge = envelope.session() + " " + envelope.challenge();
        UUID before = answers.putIfAbsent(challenge, envelope.instruction());
        if (before != null && !before.equals(envelope.instruction())) {
            duplicateAnswers++;
        }
    }

    /** Returns the distinct outcomes of a request. */
    public synchronized List<IssuanceEvent> outcomesOf(UUID request) {
        return new ArrayList<>(outcomes.getOrDefault(request, Set.of()));
    }

    /** Returns the number of challenges with a second instruction. */
    public synchronized int duplicateAnswerCount() {
        return duplicateAnswers;
    }

    public synchronized DeadLetterCounts deadLetters() {
        int byFaults = 0;
        int resent = 0;
        Map<String, Integer> unexplained = new TreeMap<>(unreadable);
        for (Map.Entry<UUID, String> dead : deadEvents.entrySet()) {
            boolean replayed = dead.getValue().equals(REPLAYED);
            if (replayed && repeated.contains(dead.getKey())) {
                byFaults++;
            } else if (replayed && seenAgain.contains(dead.getKey())) {
                resent++;
            } else {
                unexplained.merge(dead.getValue(), 1, Integer::sum);
            }
        }
        return new DeadLetterCounts(byFaults, resent, unexplained);
    }
}

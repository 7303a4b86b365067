package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.cardroom.db.agents.Agents;
import org.cardroom.db.agents.Agents.Enrolled;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorChannels.Verdict;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.OfficerPublicKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.message.Origin;
import org.cardroom.events.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Lets in what an enrolled agent sent, and says of everything else why it does not. Not thread-safe. */
final class Gate {
    private final Agents agents;
    private final OfficerPublicKey officer;
    private final ProcessorChannels channels;
    private final Consumer<Notice> notices;
    /** What was verified, so that a signature is checked once and not once a poll. */
    private final Map<SignedEnrolment, Boolean> verified = new HashMap<>();

    /**
     * A gate that nobody has come to yet.
     *
     * @param notices is told, without delay, which agents may not come in at all
     */
    Gate(Agents agents, OfficerPublicKey officer, ProcessorChannels channels, Consumer<Notice> notices) {
        this.agents = agents;
        this.officer = officer;
        this.channels = channels;
        this.notices = notices;
    }

    private record Read(
            ConsumerRecord<String, byte[]> record, @Nullable CardEvent event, String problem) {}

    /** Looks at each of these, in order. */
    List<Arrival> admit(List<ConsumerRecord<String, byte[]>> records) {
        List<Read> read = records.stream().map(Gate::read).toList();
        Set<String> names = read.stream()
                .filter(r -> r.event != null)
                .map(r -> r.event.origin().agent())
                .collect(Collectors.toSet());
        Map<String, Enrolled> enrolled = names.isEmpty() ? Map.of() : agents.find(names);
        tellTheBarred(read, enrolled);
        List<Arrival> arrivals = new ArrayList<>();
        for (Read one : read) {
            arrivals.add(
                    one.event == null
                            ? new Arrival.Dead(one.record, one.problem)
                            : admit(one.record, one.event, enrolled));
        }
        return arrivals;
    }

    /** One an agent, of its last event, which it remembers best. */
    private void tellTheBarred(List<Read> read, Map<String, Enrolled> enrolled) {
        Map<String, Notice> last = new LinkedHashMap<>();
        for (Read one : read) {
            if (one.event != null) {
                Origin origin = one.event.origin();
                barred(origin.agent(), enrolled.get(origin.agent()))
                        .map(reason -> new Notice(Origin.SCHEMA, origin.agent(), origin.event(), reason))
                        .ifPresent(notice -> last.put(notice.agent(), notice));
            }
        }
        last.values().forEach(notices);
    }

    private Optional<Notice.Reason> barred(String name, @Nullable Enrolled agent) {
        if (agent != null && agent.revoked()) {
            return Optional.of(Notice.Reason.REVOKED);
        }
        return agent == null || notEnrolled(name, agent).isPresent()
                ? Optional.of(Notice.Reason.NOT_ENROLLED)
                : Optional.empty();
    }

    private static Read read(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value();
            return value == null
                    ? new Read(record, null, "malformed: no value")
                    : new Read(record, Json.read(value, CardEvent.class), "");
        } catch (IllegalArgumentException e) {
            return new Read(record, null, "malformed: " + e.getMessage());
        }
    }

    private Arrival admit(ConsumerRecord<String, byte[]> record, CardEvent event, Map<String, Enrolled> enrolled) {
        Enrolled agent = enrolled.get(event.origin().agent());
        Optional<String> problem = problem(record, event, agent);
        return problem.isPresent() || agent == null
                ? new Arrival.Dead(record, problem.orElse(""))
                : new Arrival.Genuine(record.partition(), event, agent.signed().enrolment());
    }

    private Optional<String> problem(ConsumerRecord<String, byte[]> record, CardEvent event, @Nullable Enrolled agent) {
        if (agent == null) {
            return Optional.of("unknown agent");
        }
        if (agent.revoked()) {
            return Optional.of("revoked agent");
        }
        return notEnrolled(event.origin().agent(), agent)
                .or(() -> foreign(record, event, agent.signed().enrolment()));
    }

    private Optional<String> notEnrolled(String name, Enrolled agent) {
        if (!agent.signed().enrolment().agent().equals(name) || !genuine(agent.signed())) {
            return Optional.of("enrolment without the officer's signature");
        }
        return agent.signed().enrolment().capability() == Capability.AGENT
                ? Optional.empty()
                : Optional.of("not a reader agent");
    }

    private Optional<String> foreign(ConsumerRecord<String, byte[]> record, CardEvent event, Enrolment agent) {
        Header mac = record.headers().lastHeader(Topics.MAC_HEADER);
        if (mac == null || mac.value() == null || record.key() == null) {
            return Optional.of("without authentication");
        }
        if (!event.recordKey().equals(record.key())) {
            return Optional.of("under another record key than its card's");
        }
        return switch (verdict(record, event.origin(), agent, mac.value())) {
            case AUTHENTIC -> Optional.empty();
            case UNKNOWN_CHANNEL_KEY -> Optional.of("channel to a key that is not ours");
            case CHANNEL_EXPIRED -> Optional.of("channel older than 48 hours");
            case NOT_AUTHENTIC -> Optional.of("not authentic");
        };
    }

    private Verdict verdict(ConsumerRecord<String, byte[]> record, Origin origin, Enrolment agent, byte[] mac) {
        try {
            return channels.check(origin, agent.key(), mac, record.topic(), record.key(), record.value());
        } catch (IllegalStateException e) {
            // X25519 has no secret with a point of small order (RFC 7748, 6.1), and anybody can write one.
            return Verdict.NOT_AUTHENTIC;
        }
    }

    private boolean genuine(SignedEnrolment signed) {
        if (verified.size() > 10_000) {
            verified.clear();
        }
        return verified.computeIfAbsent(signed, officer::verifies);
    }
}

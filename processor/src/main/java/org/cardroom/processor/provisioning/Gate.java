package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.cardroom.db.Trip;
import org.cardroom.db.agents.Agents;
import org.cardroom.db.agents.Agents.Enrolled;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorChannels.Verdict;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.OfficerPublicKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.message.Origin;
import org.cardroom.events.topic.Topics;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.jspecify.annotations.Nullable;

/** Lets in what an enrolled agent sent, and says of everything else why it does not. Not thread-safe. */
final class Gate {
    private final Agents agents;
    private final OfficerPublicKey officer;
    private final ProcessorChannels channels;
    private final Consumer<Notice> notices;
    /** Agents as the database knew them when they were last heard of. */
    private final Map<String, Enrolled> known = new HashMap<>();
    /** What was verified, so that a signature is checked once and not once a poll. */
    private final Map<SignedEnrolment, Boolean> verified = new HashMap<>();

    /**
     * A gate that nobody has come to yet.
     *
     * @param notices is told, without delay, why agents may not come in, and that they may where they ask
     */
    Gate(Agents agents, OfficerPublicKey officer, ProcessorChannels channels, Consumer<Notice> notices) {
        this.agents = agents;
        this.officer = officer;
        this.channels = channels;
        this.notices = notices;
    }

    private record Read(
            ConsumerRecord<String, byte[]> record, @Nullable CardEvent event, String problem) {}

    /** Why an event may not come in, and what its agent is told of it, if anything. */
    private record Problem(String words, Notice.@Nullable Reason told) {
        static Optional<Problem> untold(String words) {
            return Optional.of(new Problem(words, null));
        }

        /** One that asked whether it may come in is told that it may. */
        static Optional<Problem> none(CardEvent event) {
            return event instanceof CardEvent.EnrolmentAsked
                    ? Optional.of(new Problem("", Notice.Reason.ENROLLED))
                    : Optional.empty();
        }

        /** An agent that is told of another key learns which one, so that it knows whether that is true. */
        Optional<Notice> notice(Origin of, @Nullable Enrolled agent) {
            return Optional.ofNullable(told)
                    .map(reason ->
                            new Notice(Origin.SCHEMA, of.agent(), of.event(), reason, fingerprint(reason, agent)));
        }

        private static @Nullable String fingerprint(Notice.Reason reason, @Nullable Enrolled agent) {
            return agent == null || reason != Notice.Reason.OTHER_KEY
                    ? null
                    : agent.signed().enrolment().key().fingerprint();
        }
    }

    /**
     * Records, looked at with what was known of their agents before the trip that asks for these.
     *
     * @param arrivals in the order of the records
     * @param told why agents may not come in, or that they may
     */
    record Look(
            List<Arrival> arrivals,
            Collection<Notice> told,
            Set<String> names,
            Supplier<Map<String, Enrolled>> enrolled) {
        List<Genuine> genuine() {
            return arrivals.stream()
                    .filter(Genuine.class::isInstance)
                    .map(Genuine.class::cast)
                    .toList();
        }
    }

    /**
     * Looks at these, in order, with what is known of their agents, and asks what the database knows of them. The look is
     * worth nothing while {@link #learns} says so. Reading is most of the work, and shared among the processors.
     */
    Look look(List<ConsumerRecord<String, byte[]>> records, Trip trip) {
        List<Read> read = records.parallelStream().map(Gate::read).toList();
        Set<String> names = read.stream()
                .filter(r -> r.event != null)
                .map(r -> r.event.origin().agent())
                .collect(Collectors.toSet());
        Map<String, Notice> told = new LinkedHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Read one : read) {
            arrivals.add(
                    one.event == null ? new Arrival.Dead(one.record, one.problem) : admit(one.record, one.event, told));
        }
        return new Look(arrivals, told.values(), names, agents.find(names, trip));
    }

    /** Whether an agent is not what it was taken for, once the trip was run: then it has to be looked again. */
    boolean learns(Look look) {
        Map<String, Enrolled> now = look.enrolled.get();
        boolean learns = false;
        for (String name : look.names) {
            Enrolled is = now.get(name);
            Enrolled was = is == null ? known.remove(name) : known.put(name, is);
            learns |= !Objects.equals(is, was);
        }
        return learns;
    }

    /** Tells agents why they may not come in. */
    void tell(Look look) {
        look.told.forEach(notices);
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

    /** One notice an agent and reason, of its last event, which it remembers best. */
    private Arrival admit(ConsumerRecord<String, byte[]> record, CardEvent event, Map<String, Notice> told) {
        String name = event.origin().agent();
        Enrolled agent = known.get(name);
        Optional<Problem> problem = problem(record, event, agent);
        problem.or(() -> Problem.none(event))
                .flatMap(found -> found.notice(event.origin(), agent))
                .ifPresent(notice -> told.put(name + " " + notice.reason(), notice));
        return problem.isPresent() || agent == null
                ? new Arrival.Dead(record, problem.map(Problem::words).orElse(""))
                : new Genuine(record.partition(), event, agent.signed().enrolment());
    }

    private Optional<Problem> problem(
            ConsumerRecord<String, byte[]> record, CardEvent event, @Nullable Enrolled agent) {
        if (agent == null) {
            return Optional.of(new Problem("unknown agent", Notice.Reason.NOT_ENROLLED));
        }
        if (agent.revoked()) {
            return Optional.of(new Problem("revoked agent", Notice.Reason.REVOKED));
        }
        Enrolment enrolment = agent.signed().enrolment();
        return enrolment.agent().equals(event.origin().agent()) && genuine(agent.signed())
                ? foreign(record, event, enrolment).or(() -> notItsOwn(event, enrolment.capability()))
                : Optional.of(new Problem("enrolment without the officer's signature", Notice.Reason.NOT_ENROLLED));
    }

    /** It is told so only of an authentic event: anybody could make one of another type of what it sent. */
    private static Optional<Problem> notItsOwn(CardEvent event, Capability capability) {
        boolean isAnybodys = event instanceof CardEvent.EnrolmentAsked || event instanceof CardEvent.CardRemoved;
        if (isAnybodys || (event instanceof GatewayEvent) == (capability == Capability.GATEWAY)) {
            return Optional.empty();
        }
        String words = capability == Capability.GATEWAY ? "not a reader agent" : "not a gateway";
        return Optional.of(new Problem(words, Notice.Reason.NOT_ENROLLED));
    }

    private Optional<Problem> foreign(ConsumerRecord<String, byte[]> record, CardEvent event, Enrolment agent) {
        Header mac = record.headers().lastHeader(Topics.MAC_HEADER);
        if (mac == null || mac.value() == null || record.key() == null) {
            return Problem.untold("without authentication");
        }
        if (!event.recordKey().equals(record.key())) {
            return Problem.untold("under another record key than its card's");
        }
        return switch (verdict(record, event.origin(), agent, mac.value())) {
            case AUTHENTIC -> Optional.empty();
            case UNKNOWN_CHANNEL_KEY -> Problem.untold("channel to a key that is not ours");
            case CHANNEL_EXPIRED -> Problem.untold("channel older than 48 hours");
            case NOT_AUTHENTIC -> Optional.of(new Problem("not authentic", Notice.Reason.OTHER_KEY));
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

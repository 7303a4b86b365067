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
import org.cardroom.db.StatementBatch;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.agents.AgentRepository.AgentRecord;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorChannels.ChannelVerdict;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentVerificationKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.jspecify.annotations.Nullable;

/** Lets in what an enrolled agent sent, and says of everything else why it does not. Not thread-safe. */
final class Gate {
    private final AgentRepository agents;
    private final EnrolmentVerificationKey officer;
    private final ProcessorChannels channels;
    private final Consumer<EnrolmentNotice> notices;
    /** Agents as the database knew them when they were last heard of. */
    private final Map<String, AgentRecord> known = new HashMap<>();
    /** What was verified, so that a signature is checked once and not once a poll. */
    private final Map<SignedEnrolment, Boolean> verified = new HashMap<>();

    /**
     * A gate that nobody has come to yet.
     *
     * @param notices is told, without delay, why agents may not come in, and that they may where they ask
     */
    Gate(AgentRepository agents, EnrolmentVerificationKey officer, ProcessorChannels channels, Consumer<EnrolmentNotice> notices) {
        this.agents = agents;
        this.officer = officer;
        this.channels = channels;
        this.notices = notices;
    }

    private record Read(
            ConsumerRecord<String, byte[]> record, @Nullable CardEvent event, String problem) {}

    /** Why an event may not come in, and what its agent is told of it, if anything. */
    private record Problem(String words, EnrolmentNotice.@Nullable NoticeReason told) {
        static Optional<Problem> untold(String words) {
            return Optional.of(new Problem(words, null));
        }

        /** One that asked whether it may come in is told that it may. */
        static Optional<Problem> none(CardEvent event) {
            return event instanceof CardEvent.EnrolmentCheckRequested
                    ? Optional.of(new Problem("", EnrolmentNotice.NoticeReason.ENROLLED))
                    : Optional.empty();
        }

        /** An agent that is told of another key learns which one, so that it knows whether that is true. */
        Optional<EnrolmentNotice> notice(EventHeader of, @Nullable AgentRecord agent) {
            return Optional.ofNullable(told)
                    .map(reason ->
                            new EnrolmentNotice(EventHeader.SCHEMA, of.agent(), of.event(), reason, fingerprint(reason, agent)));
        }

        private static @Nullable String fingerprint(EnrolmentNotice.NoticeReason reason, @Nullable AgentRecord agent) {
            return agent == null || reason != EnrolmentNotice.NoticeReason.OTHER_KEY
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
            Collection<EnrolmentNotice> told,
            Set<String> names,
            Supplier<Map<String, AgentRecord>> enrolled) {
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
    Look look(List<ConsumerRecord<String, byte[]>> records, StatementBatch statements) {
        List<Read> read = records.parallelStream().map(Gate::read).toList();
        Set<String> names = read.stream()
                .filter(r -> r.event != null)
                .map(r -> r.event.origin().agent())
                .collect(Collectors.toSet());
        Map<String, EnrolmentNotice> told = new LinkedHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Read one : read) {
            arrivals.add(
                    one.event == null ? new Arrival.Dead(one.record, one.problem) : admit(one.record, one.event, told));
        }
        return new Look(arrivals, told.values(), names, agents.find(names, statements));
    }

    /** Whether an agent is not what it was taken for, once the trip was run: then it has to be looked again. */
    boolean learns(Look look) {
        Map<String, AgentRecord> now = look.enrolled.get();
        boolean learns = false;
        for (String name : look.names) {
            AgentRecord is = now.get(name);
            AgentRecord was = is == null ? known.remove(name) : known.put(name, is);
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
                    : new Read(record, MessageJson.read(value, CardEvent.class), "");
        } catch (IllegalArgumentException e) {
            return new Read(record, null, "malformed: " + e.getMessage());
        }
    }

    /** One notice an agent and reason, of its last event, which it remembers best. */
    private Arrival admit(ConsumerRecord<String, byte[]> record, CardEvent event, Map<String, EnrolmentNotice> told) {
        String name = event.origin().agent();
        AgentRecord agent = known.get(name);
        Optional<Problem> problem = problem(record, event, agent);
        problem.or(() -> Problem.none(event))
                .flatMap(found -> found.notice(event.origin(), agent))
                .ifPresent(notice -> told.put(name + " " + notice.reason(), notice));
        return problem.isPresent() || agent == null
                ? new Arrival.Dead(record, problem.map(Problem::words).orElse(""))
                : new Genuine(record.partition(), event, agent.signed().enrolment());
    }

    private Optional<Problem> problem(
            ConsumerRecord<String, byte[]> record, CardEvent event, @Nullable AgentRecord agent) {
        if (agent == null) {
            return Optional.of(new Problem("unknown agent", EnrolmentNotice.NoticeReason.NOT_ENROLLED));
        }
        if (agent.revoked()) {
            return Optional.of(new Problem("revoked agent", EnrolmentNotice.NoticeReason.REVOKED));
        }
        Enrolment enrolment = agent.signed().enrolment();
        return enrolment.agent().equals(event.origin().agent()) && genuine(agent.signed())
                ? foreign(record, event, enrolment).or(() -> notItsOwn(event, enrolment.capability()))
                : Optional.of(new Problem("enrolment without the officer's signature", EnrolmentNotice.NoticeReason.NOT_ENROLLED));
    }

    /** It is told so only of an authentic event: anybody could make one of another type of what it sent. */
    private static Optional<Problem> notItsOwn(CardEvent event, ClientType capability) {
        boolean isAnybodys = event instanceof CardEvent.EnrolmentCheckRequested || event instanceof CardEvent.CardRemoved;
        if (isAnybodys || (event instanceof GatewayEvent) == (capability == ClientType.GATEWAY)) {
            return Optional.empty();
        }
        String words = capability == ClientType.GATEWAY ? "not a reader agent" : "not a gateway";
        return Optional.of(new Problem(words, EnrolmentNotice.NoticeReason.NOT_ENROLLED));
    }

    private Optional<Problem> foreign(ConsumerRecord<String, byte[]> record, CardEvent event, Enrolment agent) {
        Header mac = record.headers().lastHeader(KafkaTopics.MAC_HEADER);
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
            case NOT_AUTHENTIC -> Optional.of(new Problem("not authentic", EnrolmentNotice.NoticeReason.OTHER_KEY));
        };
    }

    private ChannelVerdict verdict(ConsumerRecord<String, byte[]> record, EventHeader header, Enrolment agent, byte[] mac) {
        try {
            return channels.verify(header, agent.key(), mac, record.topic(), record.key(), record.value());
        } catch (IllegalStateException e) {
            // X25519 has no secret with a point of small order (RFC 7748, 6.1), and anybody can write one.
            return ChannelVerdict.NOT_AUTHENTIC;
        }
    }

    private boolean genuine(SignedEnrolment signed) {
        if (verified.size() > 10_000) {
            verified.clear();
        }
        return verified.computeIfAbsent(signed, officer::verifies);
    }
}

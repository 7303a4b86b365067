package org.cardroom.processor.authentication;

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
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentVerificationKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.jspecify.annotations.Nullable;

/** Lets in what an enrolled agent sent, and says of everything else why it does not. Not thread-safe. */
public final class EventAuthenticator {
    private final AgentRepository agents;
    private final EnrolmentVerificationKey enrolmentKey;
    private final ProcessorChannels channels;
    private final Consumer<EnrolmentNotice> noticeSender;
    /** Agents as the database knew them when they were last heard of. */
    private final Map<String, AgentRecord> knownAgents = new HashMap<>();
    /** What was verified, so that a signature is checked once and not once a poll. */
    private final Map<SignedEnrolment, Boolean> verifiedEnrolments = new HashMap<>();

    /**
     * A gate that nobody has come to yet.
     *
     * @param notices is told, without delay, why agents may not come in, and that they may where they ask
     */
    public EventAuthenticator(
            AgentRepository agents,
            EnrolmentVerificationKey officer,
            ProcessorChannels channels,
            Consumer<EnrolmentNotice> notices) {
        this.agents = agents;
        this.enrolmentKey = officer;
        this.channels = channels;
        this.noticeSender = notices;
    }

    private record ParsedRecord(
            ConsumerRecord<String, byte[]> record, @Nullable CardEvent event, String problem) {}

    /** Why an event may not come in, and what its agent is told of it, if anything. */
    private record AuthenticationProblem(String description, EnrolmentNotice.@Nullable NoticeReason noticeReason) {
        static Optional<AuthenticationProblem> withoutNotice(String words) {
            return Optional.of(new AuthenticationProblem(words, null));
        }

        /** One that asked whether it may come in is told that it may. */
        static Optional<AuthenticationProblem> enrolmentConfirmation(CardEvent event) {
            return event instanceof CardEvent.EnrolmentCheckRequested
                    ? Optional.of(new AuthenticationProblem("", EnrolmentNotice.NoticeReason.ENROLLED))
                    : Optional.empty();
        }

        /** An agent that is told of another key learns which one, so that it knows whether that is true. */
        Optional<EnrolmentNotice> notice(EventHeader of, @Nullable AgentRecord agent) {
            return Optional.ofNullable(noticeReason)
                    .map(reason -> new EnrolmentNotice(
                            EventHeader.SCHEMA, of.agent(), of.event(), reason, fingerprint(reason, agent)));
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
     * @param records in the order of the records
     * @param notices why agents may not come in, or that they may
     */
    public record AuthenticationResult(
            List<AuthenticatedRecord> records,
            Collection<EnrolmentNotice> notices,
            Set<String> agentNames,
            Supplier<Map<String, AgentRecord>> currentAgents) {
        public List<AcceptedEvent> accepted() {
            return records.stream()
                    .filter(AcceptedEvent.class::isInstance)
                    .map(AcceptedEvent.class::cast)
                    .toList();
        }
    }

    /**
     * Looks at these, in order, with what is known of their agents, and asks what the database knows of them. The look is
     * worth nothing while {@link #refreshEnrolments} says so. Reading is most of the work, and shared among the processors.
     */
    public AuthenticationResult authenticate(List<ConsumerRecord<String, byte[]>> records, StatementBatch statements) {
        List<ParsedRecord> read =
                records.parallelStream().map(EventAuthenticator::parse).toList();
        Set<String> names = read.stream()
                .filter(r -> r.event != null)
                .map(r -> r.event.origin().agent())
                .collect(Collectors.toSet());
        Map<String, EnrolmentNotice> told = new LinkedHashMap<>();
        List<AuthenticatedRecord> arrivals = new ArrayList<>();
        for (ParsedRecord parsed : read) {
            arrivals.add(
                    parsed.event == null
                            ? new AuthenticatedRecord.DeadLetter(parsed.record, parsed.problem)
                            : authenticateOne(parsed.record, parsed.event, told));
        }
        return new AuthenticationResult(arrivals, told.values(), names, agents.find(names, statements));
    }

    /** Whether an agent is not what it was taken for, once the trip was run: then it has to be looked again. */
    public boolean refreshEnrolments(AuthenticationResult authentication) {
        Map<String, AgentRecord> now = authentication.currentAgents.get();
        boolean learns = false;
        for (String name : authentication.agentNames) {
            AgentRecord is = now.get(name);
            AgentRecord was = is == null ? knownAgents.remove(name) : knownAgents.put(name, is);
            learns |= !Objects.equals(is, was);
        }
        return learns;
    }

    /** Tells agents why they may not come in. */
    public void sendNotices(AuthenticationResult authentication) {
        authentication.notices.forEach(noticeSender);
    }

    private static ParsedRecord parse(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value();
            return value == null
                    ? new ParsedRecord(record, null, "malformed: no value")
                    : new ParsedRecord(record, MessageJson.read(value, CardEvent.class), "");
        } catch (IllegalArgumentException e) {
            return new ParsedRecord(record, null, "malformed: " + e.getMessage());
        }
    }

    /** One notice an agent and reason, of its last event, which it remembers best. */
    private AuthenticatedRecord authenticateOne(
            ConsumerRecord<String, byte[]> record, CardEvent event, Map<String, EnrolmentNotice> told) {
        String name = event.origin().agent();
        AgentRecord agent = knownAgents.get(name);
        Optional<AuthenticationProblem> problem = findProblem(record, event, agent);
        problem.or(() -> AuthenticationProblem.enrolmentConfirmation(event))
                .flatMap(found -> found.notice(event.origin(), agent))
                .ifPresent(notice -> told.put(name + " " + notice.reason(), notice));
        return problem.isPresent() || agent == null
                ? new AuthenticatedRecord.DeadLetter(
                        record, problem.map(AuthenticationProblem::description).orElse(""))
                : new AcceptedEvent(record.partition(), event, agent.signed().enrolment());
    }

    private Optional<AuthenticationProblem> findProblem(
            ConsumerRecord<String, byte[]> record, CardEvent event, @Nullable AgentRecord agent) {
        if (agent == null) {
            return Optional.of(new AuthenticationProblem("unknown agent", EnrolmentNotice.NoticeReason.NOT_ENROLLED));
        }
        if (agent.revoked()) {
            return Optional.of(new AuthenticationProblem("revoked agent", EnrolmentNotice.NoticeReason.REVOKED));
        }
        Enrolment enrolment = agent.signed().enrolment();
        return enrolment.agent().equals(event.origin().agent()) && hasValidSignature(agent.signed())
                ? findChannelProblem(record, event, enrolment)
                        .or(() -> findClientTypeProblem(event, enrolment.capability()))
                : Optional.of(new AuthenticationProblem(
                        "enrolment without the officer's signature", EnrolmentNotice.NoticeReason.NOT_ENROLLED));
    }

    /** It is told so only of an authentic event: anybody could make one of another type of what it sent. */
    private static Optional<AuthenticationProblem> findClientTypeProblem(CardEvent event, ClientType capability) {
        boolean isAnybodys =
                event instanceof CardEvent.EnrolmentCheckRequested || event instanceof CardEvent.CardRemoved;
        if (isAnybodys || (event instanceof GatewayEvent) == (capability == ClientType.GATEWAY)) {
            return Optional.empty();
        }
        String words = capability == ClientType.GATEWAY ? "not a reader agent" : "not a gateway";
        return Optional.of(new AuthenticationProblem(words, EnrolmentNotice.NoticeReason.NOT_ENROLLED));
    }

    private Optional<AuthenticationProblem> findChannelProblem(
            ConsumerRecord<String, byte[]> record, CardEvent event, Enrolment agent) {
        Header mac = record.headers().lastHeader(KafkaTopics.MAC_HEADER);
        if (mac == null || mac.value() == null || record.key() == null) {
            return AuthenticationProblem.withoutNotice("without authentication");
        }
        if (!event.recordKey().equals(record.key())) {
            return AuthenticationProblem.withoutNotice("under another record key than its card's");
        }
        return switch (checkChannel(record, event.origin(), agent, mac.value())) {
            case AUTHENTIC -> Optional.empty();
            case UNKNOWN_CHANNEL_KEY -> AuthenticationProblem.withoutNotice("channel to a key that is not ours");
            case CHANNEL_EXPIRED -> AuthenticationProblem.withoutNotice("channel older than 48 hours");
            case NOT_AUTHENTIC ->
                Optional.of(new AuthenticationProblem("not authentic", EnrolmentNotice.NoticeReason.OTHER_KEY));
        };
    }

    private ChannelVerdict checkChannel(
            ConsumerRecord<String, byte[]> record, EventHeader header, Enrolment agent, byte[] mac) {
        try {
            return channels.verify(header, agent.key(), mac, record.topic(), record.key(), record.value());
        } catch (IllegalStateException e) {
            // X25519 has no secret with a point of small order (RFC 7748, 6.1), and anybody can write one.
            return ChannelVerdict.NOT_AUTHENTIC;
        }
    }

    private boolean hasValidSignature(SignedEnrolment signed) {
        if (verifiedEnrolments.size() > 10_000) {
            verifiedEnrolments.clear();
        }
        return verifiedEnrolments.computeIfAbsent(signed, enrolmentKey::verifies);
    }
}

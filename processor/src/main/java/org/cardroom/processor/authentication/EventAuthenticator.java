package org.cardroom.processor.authentication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.cardroom.db.agents.AgentRepository.AgentRecord;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentVerificationKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.EnrolmentCheckRequested;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EnrolmentNotice.NoticeReason;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates polled records: the agent is enrolled and not revoked, the officer signed its enrolment, the channel MAC is
 * valid, and the event fits the client type. Not thread-safe.
 */
public final class EventAuthenticator {
    private final EnrolmentVerificationKey enrolmentKey;
    private final ProcessorChannels channels;
    private final Consumer<EnrolmentNotice> noticeSender;
    /** Agents as they were last read from the database. */
    private final Map<String, AgentRecord> knownAgents = new HashMap<>();
    /** Results of signature checks, so that a signature is checked once and not once a poll. */
    private final Map<SignedEnrolment, Boolean> verifiedEnrolments = new HashMap<>();

    /**
     * Creates an authenticator that knows no agent yet.
     * @param notices receives without delay why agents are rejected, and that they are enrolled where they ask
     */
    public EventAuthenticator(
            EnrolmentVerificationKey enrolmentKey, ProcessorChannels channels, Consumer<EnrolmentNotice> notices) {
        this.enrolmentKey = enrolmentKey;
        this.channels = channels;
        this.noticeSender = notices;
    }

    private record ParsedRecord(
            ConsumerRecord<String, byte[]> record, @Nullable CardEvent event, String problem) {}

    /** Why an event is not accepted, and the reason that its agent is notified of; absent for none. */
    private record AuthenticationProblem(
            String description, @Nullable NoticeReason noticeReason) {}

    /** Records in the polled order, authenticated by the known enrolments, and the agents whose enrolments have to be read. */
    public record AuthenticationResult(
            List<AuthenticatedRecord> records, Collection<EnrolmentNotice> notices, Set<String> agentNames) {
        public List<AcceptedEvent> accepted() {
            return records.stream()
                    .filter(AcceptedEvent.class::isInstance)
                    .map(AcceptedEvent.class::cast)
                    .toList();
        }
    }

    /**
     * Authenticates records by the known enrolments. The result is invalid if {@link #refreshEnrolments} returns true for it.
     * Parsing takes most of the time and runs on all cores.
     */
    public AuthenticationResult authenticate(List<ConsumerRecord<String, byte[]>> records) {
        List<ParsedRecord> read =
                records.parallelStream().map(EventAuthenticator::parse).toList();
        Set<String> names = read.stream()
                .filter(r -> r.event != null)
                .map(r -> r.event.origin().agent())
                .collect(Collectors.toSet());
        Map<String, EnrolmentNotice> notices = new LinkedHashMap<>();
        List<AuthenticatedRecord> authenticated = new ArrayList<>();
        for (ParsedRecord parsed : read) {
            authenticated.add(
                    parsed.event == null
                            ? new AuthenticatedRecord.DeadLetter(parsed.record, parsed.problem)
                            : authenticateOne(parsed.record, parsed.event, notices));
        }
        return new AuthenticationResult(authenticated, notices.values(), names);
    }

    /**
     * Replaces the known enrolments by those of the agents that exist now. Returns whether one has changed, so that the
     * records have to be authenticated again.
     */
    public boolean refreshEnrolments(AuthenticationResult authentication, Map<String, AgentRecord> now) {
        boolean changed = false;
        for (String name : authentication.agentNames) {
            AgentRecord is = now.get(name);
            AgentRecord was = is == null ? knownAgents.remove(name) : knownAgents.put(name, is);
            changed |= !Objects.equals(is, was);
        }
        return changed;
    }

    /** Sends the notices of a result. */
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

    /** Adds at most one notice for each agent and reason, about the agent's last event. */
    private AuthenticatedRecord authenticateOne(
            ConsumerRecord<String, byte[]> record, CardEvent event, Map<String, EnrolmentNotice> notices) {
        AgentRecord agent = knownAgents.get(event.origin().agent());
        AuthenticationProblem problem = findProblem(record, event, agent);
        NoticeReason confirmed = event instanceof EnrolmentCheckRequested ? NoticeReason.ENROLLED : null;
        NoticeReason reason = problem == null ? confirmed : problem.noticeReason;
        if (reason != null) {
            notices.put(event.origin().agent() + " " + reason, notice(event.origin(), reason, agent));
        }
        return problem != null || agent == null
                ? new AuthenticatedRecord.DeadLetter(record, problem == null ? "" : problem.description)
                : new AcceptedEvent(record.partition(), event, agent.signed().enrolment());
    }

    /** A notice of another key contains its fingerprint, so that the agent can check the claim. */
    private static EnrolmentNotice notice(EventHeader header, NoticeReason reason, @Nullable AgentRecord agent) {
        String fingerprint = agent == null || reason != NoticeReason.OTHER_KEY
                ? null
                : agent.signed().enrolment().key().fingerprint();
        return new EnrolmentNotice(EventHeader.SCHEMA, header.agent(), header.event(), reason, fingerprint);
    }

    private @Nullable AuthenticationProblem findProblem(
            ConsumerRecord<String, byte[]> record, CardEvent event, @Nullable AgentRecord agent) {
        if (agent == null) {
            return new AuthenticationProblem("unknown agent", NoticeReason.NOT_ENROLLED);
        }
        if (agent.revoked()) {
            return new AuthenticationProblem("revoked agent", NoticeReason.REVOKED);
        }
        Enrolment enrolment = agent.signed().enrolment();
        if (!enrolment.agent().equals(event.origin().agent()) || !hasValidSignature(agent.signed())) {
            return new AuthenticationProblem("enrolment without the officer's signature", NoticeReason.NOT_ENROLLED);
        }
        AuthenticationProblem problem = findChannelProblem(record, event, enrolment);
        return problem == null ? findClientTypeProblem(event, enrolment.clientType()) : problem;
    }

    /** Checked after the MAC, because anyone can change the type of an event that is not authentic. */
    private static @Nullable AuthenticationProblem findClientTypeProblem(CardEvent event, ClientType clientType) {
        boolean gateway = clientType == ClientType.GATEWAY;
        boolean fitsAnyClient = event instanceof EnrolmentCheckRequested || event instanceof CardEvent.CardRemoved;
        return fitsAnyClient || event instanceof GatewayEvent == gateway
                ? null
                : new AuthenticationProblem(
                        gateway ? "not a reader agent" : "not a gateway", NoticeReason.NOT_ENROLLED);
    }

    private @Nullable AuthenticationProblem findChannelProblem(
            ConsumerRecord<String, byte[]> record, CardEvent event, Enrolment agent) {
        Header mac = record.headers().lastHeader(KafkaTopics.MAC_HEADER);
        if (mac == null || mac.value() == null || record.key() == null) {
            return new AuthenticationProblem("without authentication", null);
        }
        if (!event.recordKey().equals(record.key())) {
            return new AuthenticationProblem("under another record key than its card's", null);
        }
        return switch (checkChannel(record, event.origin(), agent, mac.value())) {
            case AUTHENTIC -> null;
            case UNKNOWN_CHANNEL_KEY -> new AuthenticationProblem("channel to a key that is not ours", null);
            case CHANNEL_EXPIRED -> new AuthenticationProblem("channel older than 48 hours", null);
            case NOT_AUTHENTIC -> new AuthenticationProblem("not authentic", NoticeReason.OTHER_KEY);
        };
    }

    private ProcessorChannels.ChannelVerdict checkChannel(
            ConsumerRecord<String, byte[]> record, EventHeader header, Enrolment agent, byte[] mac) {
        try {
            return channels.verify(header, agent.key(), mac, record.topic(), record.key(), record.value());
        } catch (IllegalStateException e) {
            // X25519 yields no shared secret with a point of small order (RFC 7748, 6.1), which anyone can send.
            return ProcessorChannels.ChannelVerdict.NOT_AUTHENTIC;
        }
    }

    private boolean hasValidSignature(SignedEnrolment signed) {
        if (verifiedEnrolments.size() > 10_000) {
            verifiedEnrolments.clear();
        }
        return verifiedEnrolments.computeIfAbsent(signed, enrolmentKey::verifies);
    }
}

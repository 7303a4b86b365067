package org.cardroom.processor.application;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.agents.AgentRepository.AgentRecord;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.db.stream.OutboxRepository.StoredOutboxEntry;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.processor.authentication.AuthenticatedPoll;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.authentication.EventAuthenticator;
import org.cardroom.processor.authentication.ReplayFilter;
import org.cardroom.processor.decision.Decision;
import org.cardroom.processor.decision.DrawnValues;
import org.cardroom.processor.decision.EventContext;
import org.cardroom.processor.decision.EventDecider;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.pins.PinGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stages of a poll inside the caller's transaction: authenticate, load, decide, apply. A processor that lost its
 * partitions unnoticed changes nothing, because records below the stored offset are dropped. Not thread-safe.
 */
public final class ProvisioningService {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningService.class);

    private final PollRepositories repositories;
    private final EventAuthenticator authenticator;
    private final PollContextLoader contextLoader;
    private final DrawnValueGenerator drawnValues;
    private final EventDecider eventDecider;
    private final EffectRenderer effectRenderer;
    private final Clock clock;

    /**
     * Creates the service of one processor run.
     * @param audit the chain that the processor writes
     * @param notices receives without delay why agents are rejected, and that they are enrolled where they ask
     */
    public ProvisioningService(
            Database database,
            ProcessorKeyring keys,
            AuditChain audit,
            Consumer<EnrolmentNotice> notices,
            Clock clock) {
        ProcessorChannels channels = keys.openChannels();
        TemplateCache templates = new TemplateCache(new ProfileTemplateRepository(database), keys.initialKeys());
        InstructionFactory instructionFactory = new InstructionFactory(keys);
        this.repositories = PollRepositories.of(database, audit);
        this.authenticator = new EventAuthenticator(keys.enrolmentKey(), channels, notices);
        this.contextLoader = new PollContextLoader(repositories, templates);
        this.drawnValues = new DrawnValueGenerator(keys, new PinGenerator());
        this.eventDecider = new EventDecider(new QuarantinedCardRepository(database).findCardIds());
        this.effectRenderer =
                new EffectRenderer(templates, instructionFactory, new InstructionSealer(channels, instructionFactory));
        this.clock = clock;
    }

    /**
     * Processes the records of a poll.
     * @param closing the poll's last round trip, which writes everything; the caller executes it
     * @return what has to be published after the commit, readable once the closing round trip has run
     */
    public Supplier<List<StoredOutboxEntry>> process(
            List<ConsumerRecord<String, byte[]>> records, StatementBatch closing) {
        LockedPoll locked = authenticate(records);
        List<AcceptedEvent> events = locked.poll.accepted();
        PollContext context = contextLoader.load(events, locked.rows);
        PollEffects effects = new PollEffects();
        // Stage 3, event by event, because an event sees what the one before changed; in memory only.
        events.forEach(event -> effects.addAll(decide(event, context)));
        return apply(locked, context, effects, closing);
    }

    /** Stage 4: one round trip writes rows, effects and offsets. */
    private Supplier<List<StoredOutboxEntry>> apply(
            LockedPoll locked, PollContext context, PollEffects effects, StatementBatch closing) {
        context.save(repositories, closing);
        repositories.offsets().advance(locked.poll.nextOffsets(), closing);
        List<OutboxEntry> deadLetters = locked.poll.deadLetters().stream()
                .map(DeadLetterFactory::create)
                .toList();
        return effects.appendTo(closing, repositories, locked.auditHead, clock.instant(), deadLetters);
    }

    /** An authenticated poll and the rows locked for it. */
    private record LockedPoll(AuthenticatedPoll poll, PollContextLoader.LockedRows rows, AuditChainHead auditHead) {}

    /**
     * Stage 1. The enrolments are read in the same round trip as the rows; where they changed since, both are repeated. The
     * replay ids of the first attempt stay used, whatever becomes of its events.
     */
    private LockedPoll authenticate(List<ConsumerRecord<String, byte[]>> records) {
        Set<Integer> partitions =
                records.stream().map(ConsumerRecord::partition).collect(toSet());
        Set<UUID> unseen = new HashSet<>();
        while (true) {
            EventAuthenticator.AuthenticationResult result = authenticator.authenticate(records);
            StatementBatch opening = new StatementBatch(repositories.database());
            Supplier<Map<Integer, Long>> offsets = repositories.offsets().lock(partitions, opening);
            Supplier<Map<String, AgentRecord>> agents = repositories.agents().find(result.agentNames(), opening);
            Supplier<Set<UUID>> added =
                    repositories.processedIds().addUnseen(ReplayFilter.replayIds(result.accepted()), opening);
            Supplier<PollContextLoader.LockedRows> rows = contextLoader.lock(result.accepted(), opening);
            Supplier<AuditChainHead> auditHead = repositories.audit().lock(opening);
            opening.execute();
            unseen.addAll(added.get());
            if (!authenticator.refreshEnrolments(result, agents.get())) {
                authenticator.sendNotices(result);
                ReplayFilter replays = new ReplayFilter(unseen);
                AuthenticatedPoll poll = AuthenticatedPoll.of(records, result.records(), offsets.get(), replays);
                return new LockedPoll(poll, rows.get(), auditHead.get());
            }
        }
    }

    /** An event whose decision or effects fail is rejected without any other effect; the events after it are processed. */
    private PollEffects decide(AcceptedEvent accepted, PollContext context) {
        try {
            EventContext event = context.resolve(accepted);
            DrawnValues drawn = drawnValues.drawFor(event);
            Decision decision = eventDecider.decide(event, drawn).orElse(null);
            if (decision == null) {
                return new PollEffects();
            }
            PollEffects effects = effectRenderer.render(accepted, decision, drawn.instructionId());
            context.record(decision);
            return effects;
        } catch (EnvironmentException | IllegalStateException e) {
            LOG.error(
                    "event rejected because processing it failed; event={} key={}: {}; remove the cause and insert the card"
                            + " again",
                    accepted.event().origin().event(),
                    accepted.event().recordKey(),
                    e.toString());
            Decision rejection = Decision.reject(RejectionReason.TEMPLATE_UNUSABLE);
            return effectRenderer.render(accepted, rejection, UuidGenerator.next());
        }
    }
}

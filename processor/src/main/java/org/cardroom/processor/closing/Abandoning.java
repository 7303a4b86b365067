package org.cardroom.processor.closing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.stream.Audit;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.topic.Topics;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Ends, a page a transaction, all requests of a batch that are open: what waits is canceled, what is under way fails, and
 * its card is set aside, so that it gets nothing any more wherever it turns up. It locks in the order in which the
 * processors do: cards, requests of cards, other requests.
 */
final class Abandoning implements Tasklet {
    private static final String WRITER = "close-batch";
    private static final int PAGE = 500;

    private final Store store;
    private final Batches batches;
    private final Cards cards;
    private final Requests requests;
    private final Outbox outbox;
    private final UUID batch;
    private final String reason;
    private final Clock clock;

    Abandoning(Store store, UUID batch, String reason, Clock clock) {
        this.store = store;
        batches = new Batches(store);
        cards = new Cards(store);
        requests = new Requests(store);
        outbox = new Outbox(store);
        this.batch = batch;
        this.reason = reason;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        List<Batches.Waiting> page = batches.waiting(batch, PAGE);
        if (page.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        Map<UUID, Card> bound = lockCards(page);
        Map<UUID, Request> locked = new HashMap<>(requests.lock(bound.keySet()));
        locked.putAll(requests.lock(without(page, bound.keySet())));
        abandon(locked.values().stream().filter(r -> isOpen(r, bound)).toList(), bound);
        return RepeatStatus.CONTINUABLE;
    }

    /** The cards of these requests, by request. */
    private Map<UUID, Card> lockCards(List<Batches.Waiting> page) {
        Set<UUID> ids = page.stream().map(Batches.Waiting::request).collect(Collectors.toSet());
        return cards
                .lock(page.stream()
                        .map(Batches.Waiting::cardId)
                        .filter(Objects::nonNull)
                        .map(CardId::new)
                        .toList())
                .values()
                .stream()
                .filter(card -> ids.contains(card.request()))
                .collect(Collectors.toMap(Card::request, Function.identity()));
    }

    private static List<UUID> without(List<Batches.Waiting> page, Set<UUID> bound) {
        return page.stream()
                .map(Batches.Waiting::request)
                .filter(id -> !bound.contains(id))
                .toList();
    }

    /** One that came to its end, or to a card, since the page was read is none of this page. */
    private static boolean isOpen(Request request, Map<UUID, Card> bound) {
        return request.status() == RequestStatus.APPROVED
                || (request.status() == RequestStatus.EXECUTING && bound.containsKey(request.id()));
    }

    private void abandon(Collection<Request> open, Map<UUID, Card> bound) {
        List<Card> aside = open.stream()
                .flatMap(request -> Optional.ofNullable(bound.get(request.id())).stream())
                .map(Abandoning::setAside)
                .toList();
        Trip trip = new Trip(store);
        cards.save(aside, trip);
        cards.remember(
                aside.stream()
                        .map(card -> new Cards.Change(card, Ids.next(), "abandoned"))
                        .toList(),
                trip);
        requests.save(open.stream().map(this::ended).toList(), trip);
        // Where the chain was left is no matter: another one may abandon the same batch in turns with this one.
        AuditHead head = new Audit(store, WRITER, clock).append(facts(open, bound), trip);
        outbox.add(aside.stream().map(card -> entry(card, head)).toList(), trip);
        trip.run();
    }

    private Request ended(Request request) {
        boolean waits = request.status() == RequestStatus.APPROVED;
        return request.as(waits ? RequestStatus.CANCELED : RequestStatus.FAILED, reason);
    }

    /** A report of what is under way comes too late. */
    private static Card setAside(Card card) {
        Exchange exchange = card.exchange();
        return card.as(card.status(), Provisioning.SET_ASIDE)
                .holding(null)
                .with(exchange == null ? null : exchange.reported());
    }

    private List<Audit.Fact> facts(Collection<Request> open, Map<UUID, Card> bound) {
        List<Audit.Fact> facts = new ArrayList<>();
        for (Request request : open) {
            Card card = bound.get(request.id());
            String subject =
                    card == null ? request.id().toString() : card.cardId().hex();
            facts.add(new Audit.Fact(subject, "abandoned: " + reason));
        }
        return facts;
    }

    private Outbox.Entry entry(Card card, AuditHead head) {
        KeyRef proposed = card.keys().proposed();
        KeyRef key = proposed == null ? card.keys().confirmed() : proposed;
        Outcome failed = new Outcome.CardFailed(
                Origin.SCHEMA,
                card.request(),
                card.cardId(),
                card.kind(),
                Rejection.ABANDONED,
                key.version(),
                key.issuance(),
                clock.instant(),
                head);
        return Outbox.Entry.of(Closing.ANY_PARTITION, Topics.OUTCOMES, failed.recordKey(), Json.write(failed), null);
    }
}

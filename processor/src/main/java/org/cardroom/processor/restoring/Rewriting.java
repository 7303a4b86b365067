package org.cardroom.processor.restoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.KeystoreKeys;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.HeldBack;
import org.cardroom.db.issuing.HeldBack.Held;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.stream.Audit;
import org.cardroom.db.stream.Audit.Fact;
import org.cardroom.db.stream.Offsets;
import org.cardroom.db.stream.Outbox;
import org.cardroom.db.stream.Seen;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.topic.Topics;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.processor.outcomes.TopicTail;

/** Writes what a restore decides, in the caller's transaction. For one restore. */
final class Rewriting {
    private static final String WRITER = "restore";
    private static final int CHUNK = 1000;
    /** Whoever owns it publishes what is not an event's. */
    private static final int ANY_PARTITION = 0;

    private final Store store;
    private final Clock clock;
    private final Cards cards;
    private final Requests requests;
    private final Map<UUID, Template> templates;
    private final UUID restore = Ids.next();
    private final List<Restored.Line> lines = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();

    Rewriting(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.cards = new Cards(store);
        this.requests = new Requests(store);
        this.templates = new Templates(store).all();
    }

    /** All of it. */
    Restored of(Published published, TopicTail read, PassedEvents passed) {
        List<Trail> trails = published.trails();
        for (int from = 0; from < trails.size(); from += CHUNK) {
            write(trails.subList(from, Math.min(trails.size(), from + CHUNK)));
        }
        new HeldBack(store).replace(held);
        new KeystoreKeys(store).noteUsed(keys);
        passOver(passed);
        List<AuditHead> resumed = published.beyond();
        resumed.forEach(this::resume);
        new Audit(store, WRITER, clock).append(facts);
        int known = published.ours() - published.unknown();
        return new Restored(known, published.others(), read.lost(), passed.count(), resumed, lines);
    }

    private void write(List<Trail> trails) {
        Map<CardId, Card> known = cards.lock(trails.stream().map(Trail::card).toList());
        Map<UUID, Request> wanted = requests.lock(
                trails.stream().flatMap(trail -> trail.requests().stream()).collect(Collectors.toSet()));
        List<Way.Brought> brought = new ArrayList<>();
        for (Trail trail : trails) {
            Request request = wanted.get(trail.requests().iterator().next());
            Template template = request == null ? null : templates.get(request.template());
            Way way = Forward.of(trail, request, template, known.get(trail.card()));
            note(trail, way);
            if (way instanceof Way.Brought one) {
                wanted.put(one.request().id(), one.request());
                brought.add(one);
            }
        }
        save(brought);
    }

    private void note(Trail trail, Way way) {
        boolean holds = way instanceof Way.HeldBack;
        String words = way instanceof Way.HeldBack back
                ? back.reason()
                : ((Way.Brought) way).standing().words();
        lines.add(new Restored.Line(trail.card(), holds, words));
        facts.add(new Fact(trail.card().hex(), (holds ? "held back: " : "brought forward: ") + words));
        if (holds) {
            held.add(new Held(trail.card(), words, trail.outcomes()));
        }
    }

    private void save(Collection<Way.Brought> brought) {
        List<Card> rows = brought.stream().map(Way.Brought::card).toList();
        List<Cards.Change> changes = brought.stream()
                .map(one -> new Cards.Change(
                        one.card(),
                        restore,
                        "brought forward: " + one.standing().words()))
                .toList();
        Trip trip = new Trip(store);
        requests.save(brought.stream().map(Way.Brought::request).toList(), trip);
        cards.save(rows, trip);
        cards.remember(changes, trip);
        trip.run();
        rows.forEach(this::noteKeys);
    }

    /** The keystore has to have what these cards have their keys from. */
    private void noteKeys(Card card) {
        KeyRef proposed = card.keys().proposed();
        int[] versions = {
            card.keys().confirmed().version(),
            proposed == null ? 0 : proposed.version(),
            card.keys().pukVersion()
        };
        for (int version : versions) {
            if (version > 0) {
                keys.add(RoomKeys.MASTER + version);
            }
        }
    }

    private void passOver(PassedEvents passed) {
        new Outbox(store).forgetInstructions();
        if (!passed.next().isEmpty()) {
            new Offsets(store, Topics.CARD_EVENTS).set(passed.next());
            new Seen(store).add(passed.ids());
        }
    }

    private void resume(AuditHead published) {
        Audit audit = new Audit(store, published.writer(), clock);
        long from = audit.head().number() + 1;
        AuditHead head = audit.resume(published);
        Outcome resumed = new Outcome.ChainResumed(Origin.SCHEMA, from, published.number(), clock.instant(), head);
        new Outbox(store)
                .add(List.of(Outbox.Entry.of(
                        ANY_PARTITION, Topics.OUTCOMES, resumed.recordKey(), Json.write(resumed), null)));
    }
}

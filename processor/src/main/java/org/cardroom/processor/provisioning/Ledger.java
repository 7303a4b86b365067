package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cardroom.db.Trip;
import org.cardroom.db.issuing.Blanks;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.Letters;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.db.stream.Audit;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.cardroom.processor.provisioning.Provisioner.Decided;
import org.cardroom.processor.provisioning.Replies.Asked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what is decided about a poll's events, and says what has to be published for it. Not thread-safe. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Tables tables;
    private final TemplateShelf templates;
    private final Provisioner provisioner;
    private final Instructions instructions;
    private final Replies replies;
    private final Clock clock;

    Ledger(
            Tables tables,
            TemplateShelf templates,
            Provisioner provisioner,
            Instructions instructions,
            Replies replies,
            Clock clock) {
        this.tables = tables;
        this.templates = templates;
        this.provisioner = provisioner;
        this.instructions = instructions;
        this.replies = replies;
        this.clock = clock;
    }

    /** Where it is written. */
    record Tables(Cards cards, Requests requests, Blanks blanks, Letters letters, Audit audit) {}

    /** What these events may change, locked. */
    record Held(Rows.Locked rows, Supplier<AuditHead> audit) {}

    /** Locks what these events may change for the rest of the transaction, together with others. */
    Held hold(List<Genuine> arrivals, Trip trip) {
        return new Held(Rows.lock(tables, arrivals, trip), tables.audit.lock(trip));
    }

    /** Decides these of those that it is held for; what is to be written of it joins the trip. */
    List<Outbox.Entry> enter(List<Genuine> all, Held held, Trip trip) {
        List<Genuine> arrivals = Superseded.leftOut(all);
        if (arrivals.isEmpty()) {
            return List.of();
        }
        Rows rows = Rows.of(tables, held.rows, arrivals, templates.unusable());
        Page page = new Page();
        for (Genuine arrival : arrivals) {
            enter(arrival, rows, page);
        }
        rows.save(trip);
        tables.letters.add(page.letters(), trip);
        return page.entries(tables.audit.append(page.facts(), held.audit.get(), trip), clock.instant());
    }

    /** An event whose row cannot be served here must not stop those behind it. */
    private void enter(Genuine arrival, Rows rows, Page page) {
        try {
            provisioner.decide(arrival, rows).ifPresent(decided -> enter(decided, rows, page));
        } catch (CannotRun | IllegalStateException e) {
            LOG.error("event {} cannot be served: {}", arrival.event().origin().event(), e.getMessage());
            reject(arrival, Rejection.TEMPLATE_UNUSABLE, page);
        }
    }

    private void enter(Decided decided, Rows rows, Page page) {
        CardEvent event = decided.arrival().event();
        page.fact(event.recordKey(), decided.what() + " (" + event.origin().agent() + ")");
        if (decided.move() instanceof Move.Refuse refuse) {
            reject(decided.arrival(), refuse.reason(), page);
            return;
        }
        if (decided.move() instanceof Move.Initialise initialise) {
            initialise(decided.arrival(), initialise.request(), rows, page);
            return;
        }
        if (decided.move() instanceof Move.Initialised initialised) {
            rows.apply(initialised.request());
            return;
        }
        Decision written = written(decided, page);
        proven(decided, written, rows, page);
        rows.apply(event.origin().event(), written);
    }

    /** A card that has just proven its own key, and is not done, is known to have it from now on. */
    private void proven(Decided decided, Decision written, Rows rows, Page page) {
        Card card = written.card();
        boolean ends = written.move() instanceof Move.Issue || written.move() instanceof Move.Fail;
        boolean differs = rows.card(card.cardId())
                .filter(before -> !before.keys().confirmed().equals(card.keys().confirmed()))
                .isPresent();
        if (differs && !ends) {
            page.underWay(
                    decided.arrival().partition(),
                    card,
                    templates.get(card.template()).template(),
                    false);
        }
    }

    private void initialise(Genuine arrival, Request request, Rows rows, Page page) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        Template template = templates.get(request.template()).template();
        page.reply(replies.initialise(arrival, asked, request, template));
        rows.apply(request);
    }

    /** The decision with all that is stored of it, once everything it leads to is on the page. */
    private Decision written(Decided decided, Page page) {
        Decision decision = decided.decision().orElseThrow();
        Genuine arrival = decided.arrival();
        if (decision.move() instanceof Move.Send send) {
            return sent(arrival, decision, send, page);
        }
        if (decision.move() instanceof Move.Issue) {
            return issued(arrival, decision, page);
        }
        if (decision.move() instanceof Move.Fail fail) {
            page.ended(arrival.partition(), decision);
            reject(arrival, fail.reason(), page);
        }
        return decision;
    }

    private Decision sent(Genuine arrival, Decision decision, Move.Send send, Page page) {
        Template template = templates.get(decision.card().template()).template();
        Card card = instructions.prepared(decision.card(), decision.request(), template, send.step());
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        page.reply(replies.send(arrival, send, card, template, asked));
        // What else is sent in the same session follows from this, as far as a restore has to know.
        if (arrival.event() instanceof CardEvent.CardInserted || send.step() == Step.PUT_KEY) {
            page.underWay(arrival.partition(), card, template, true);
        }
        return decision.with(card);
    }

    /** The PIN goes to its letter where the policy keeps it, and is held no longer. */
    private Decision issued(Genuine arrival, Decision decision, Page page) {
        Card card = decision.card();
        Template template = templates.get(card.template()).template();
        if (template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED) {
            page.letter(card, instructions.letter(card));
        }
        Decision done = decision.with(card.holding(null));
        page.ended(arrival.partition(), done);
        return done;
    }

    private void reject(Genuine arrival, Rejection reason, Page page) {
        Optional<Asked> asked = Asked.by(arrival.event());
        asked.ifPresent(who -> page.reply(replies.reject(arrival, who, new Instruction.Reject(reason))));
    }
}

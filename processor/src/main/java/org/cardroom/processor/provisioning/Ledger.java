package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what is decided about a poll's events, and says what has to be published for it. Not thread-safe. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Tables tables;
    private final TemplateShelf templates;
    private final Provisioner provisioner;
    private final Consequences consequences;
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
        this.consequences = new Consequences(templates, instructions, replies);
        this.clock = clock;
    }

    /** Where it is written. */
    record Tables(CardRepository cards, IssuanceRequestRepository requests, BlankCardRequestRepository blanks, PinLetterRepository letters, AuditChain audit) {}

    /** What these events may change, locked. */
    record Held(Locked rows, Supplier<AuditChainHead> audit) {}

    /** Locks what these events may change for the rest of the transaction, together with others. */
    Held hold(List<Genuine> arrivals, StatementBatch statements) {
        return new Held(Locked.of(tables, arrivals, statements), tables.audit.lock(statements));
    }

    /** Decides these of those that it is held for; what is to be written of it joins the trip. */
    List<OutboxRepository.OutboxEntry> enter(List<Genuine> all, Held held, StatementBatch statements) {
        List<Genuine> arrivals = Superseded.leftOut(all);
        if (arrivals.isEmpty()) {
            return List.of();
        }
        Rows rows = Rows.of(tables, held.rows, arrivals, templates.unusable());
        Page page = new Page();
        for (Genuine arrival : arrivals) {
            enter(arrival, rows, page);
        }
        rows.save(statements);
        tables.letters.add(page.letters(), statements);
        return page.entries(tables.audit.append(page.facts(), held.audit.get(), statements), clock.instant());
    }

    /** An event whose row cannot be served here must not stop those behind it. */
    private void enter(Genuine arrival, Rows rows, Page page) {
        try {
            provisioner.decide(arrival, rows).ifPresent(decided -> enter(decided, rows, page));
        } catch (EnvironmentException | IllegalStateException e) {
            LOG.error("event {} cannot be served: {}", arrival.event().origin().event(), e.getMessage());
            consequences.reject(arrival, RejectionReason.TEMPLATE_UNUSABLE, page);
        }
    }

    private void enter(Decided decided, Rows rows, Page page) {
        page.fact(decided.arrival().event().recordKey(), decided.what());
        if (decided.move() instanceof Move.Refuse refuse) {
            consequences.reject(decided.arrival(), refuse.reason(), page);
        } else if (decided.move() instanceof Move.Initialise initialise) {
            consequences.initialise(decided.arrival(), initialise.request(), page);
            rows.apply(initialise.request());
        } else if (decided.move() instanceof Move.Initialised initialised) {
            rows.apply(initialised.request());
        } else {
            write(decided, rows, page);
        }
    }

    private void write(Decided decided, Rows rows, Page page) {
        Decision written = consequences.of(decided, page);
        if (!(written.move() instanceof Move.Give give && give.again())) {
            proven(decided, written, rows, page);
            rows.apply(decided.arrival().event().origin().event(), written);
        }
    }

    /** A card that has just proven its own key, and is not done, is known to have it from now on. */
    private void proven(Decided decided, Decision written, Rows rows, Page page) {
        Card card = written.card();
        boolean ends = written.move() instanceof Move.Issue || written.move() instanceof Move.Fail;
        boolean differs = rows.card(card.cardId())
                .filter(before -> !before.keys().confirmed().equals(card.keys().confirmed()))
                .isPresent();
        if (differs && !ends) {
            consequences.proven(decided.arrival(), card, page);
        }
    }
}

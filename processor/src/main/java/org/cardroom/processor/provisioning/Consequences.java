package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.InstructionType;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.cardroom.processor.provisioning.Replies.Asked;

/** Puts on the page what a decision leads to besides the rows: replies, letters, outcomes. Not thread-safe. */
final class Consequences {
    private final TemplateShelf templates;
    private final Instructions instructions;
    private final Replies replies;

    Consequences(TemplateShelf templates, Instructions instructions, Replies replies) {
        this.templates = templates;
        this.instructions = instructions;
        this.replies = replies;
    }

    /** The decision with all that is stored of it, once everything it leads to is on the page. */
    Decision of(Decided decided, Page page) {
        Decision decision = decided.decision().orElseThrow();
        Genuine arrival = decided.arrival();
        if (decision.move() instanceof Move.Send send) {
            return sent(arrival, decision, send, page);
        }
        if (decision.move() instanceof Move.Give give) {
            return given(arrival, decision, give, page);
        }
        if (decision.move() instanceof Move.Issue) {
            Decision issued = issued(arrival, decision, page);
            ended(arrival, page);
            return issued;
        }
        if (decision.move() instanceof Move.Fail fail) {
            page.ended(arrival.partition(), decision);
            failed(arrival, fail.reason(), page);
        }
        return decision;
    }

    private Decision sent(Genuine arrival, Decision decision, Move.Send send, Page page) {
        ProfileTemplate template = template(decision.card());
        Card card = instructions.prepared(decision.card(), decision.request(), template, send.step());
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        page.reply(replies.send(arrival, send, card, template, asked));
        // What else is sent in the same session follows from this, as far as a restore has to know.
        if (arrival.event() instanceof CardEvent.CardInserted || send.step() == InstructionType.PUT_KEY) {
            page.underWay(arrival.partition(), card, template, UnderWay.sent(card.openSession()));
        }
        return decision.with(card);
    }

    /** A PIN is held and not published; what else is given has to be known where the database is lost. */
    private Decision given(Genuine arrival, Decision decision, Move.Give give, Page page) {
        ProfileTemplate template = template(decision.card());
        Card card = give.step() == InstructionType.DELIVER_PIN
                ? instructions.holdingPin(decision.card(), decision.request(), template)
                : decision.card();
        page.reply(replies.give(arrival, give, card, template));
        if (!give.again() && give.step() != InstructionType.DELIVER_PIN) {
            page.underWay(arrival.partition(), card, template, UnderWay.given(give, card.keys(), (GatewayEvent)
                    arrival.event()));
        }
        return decision.with(card);
    }

    /** The PIN goes to its letter where the policy keeps it, and is held no longer. */
    private Decision issued(Genuine arrival, Decision decision, Page page) {
        Card card = decision.card();
        if (template(card).userPinOption() == UserPinOption.SERVER_DISTRIBUTED) {
            page.letter(card, instructions.letter(card));
        }
        Decision done = decision.with(card.withHeldPin(null));
        page.ended(arrival.partition(), done);
        return done;
    }

    /** A client that gives its card up is told so; an agent is told why its card fails. */
    private void failed(Genuine arrival, RejectionReason reason, Page page) {
        if (arrival.event() instanceof GatewayEvent) {
            ended(arrival, page);
        } else {
            reject(arrival, reason, page);
        }
    }

    private void ended(Genuine arrival, Page page) {
        if (arrival.event() instanceof GatewayEvent) {
            page.reply(replies.ended(arrival));
        }
    }

    /** What makes a blank card the one that this request names. */
    void initialise(Genuine arrival, IssuanceRequest request, Page page) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        ProfileTemplate template = templates.get(request.template()).template();
        page.reply(replies.initialise(arrival, asked, request, template));
    }

    /** Whoever waits is told why it gets nothing. */
    void reject(Genuine arrival, RejectionReason reason, Page page) {
        Optional<Asked> asked = Asked.by(arrival.event());
        asked.ifPresent(who -> page.reply(replies.reject(arrival, who, new Instruction.Reject(reason))));
    }

    /** A card has just proven its own key, and is not done. */
    void proven(Genuine arrival, Card card, Page page) {
        page.underWay(arrival.partition(), card, template(card), null);
    }

    private ProfileTemplate template(Card card) {
        return templates.get(card.template()).template();
    }
}

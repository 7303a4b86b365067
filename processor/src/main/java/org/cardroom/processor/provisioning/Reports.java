package org.cardroom.processor.provisioning;

import java.util.Objects;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** Decides what an agent's report of an instruction leads to. Pure, like {@link Decider}. */
final class Reports {
    /** Bytes that each side draws. */
    private static final int GIDS_CHALLENGE = 16;

    private Reports() {}

    /** A report applies once: it must be of the open session and of the last instruction in it. */
    static Decision reported(StepReported event, Card card, Request request, Template template, int masterVersion) {
        Exchange exchange = card.exchange();
        if (exchange == null || !isOf(event, exchange) || card.provisioning() == Provisioning.SET_ASIDE) {
            return note(card, request, "a report that is not of the open instruction");
        }
        Step step = Objects.requireNonNull(exchange.step(), "an open instruction has a step");
        if (step == Step.PROVE) {
            return afterProve(event, card.with(exchange.reported()), request, template);
        }
        Card counted = counted(event, card).with(exchange.reported());
        Card learned = step == Step.PUT_KEY
                ? afterPutKey(event, counted)
                : afterSetPin(event, counted, exchange.withProposed());
        return event.stage() == Stage.DONE
                ? done(event, step, learned, request, template, masterVersion)
                : notDone(event, learned, request, template, masterVersion, exchange);
    }

    /** No try was spent on it. What takes no part in it is not trusted with anything else. */
    private static Decision afterProve(StepReported event, Card card, Request request, Template template) {
        Said said = event.said();
        if (said instanceof Said.Pulled || said instanceof Said.NotAsked) {
            return note(card, request, "the card did not come to prove its key");
        }
        if (event.stage() != Stage.DONE) {
            return Decider.fail(card, request, reason(event));
        }
        Challenge cards = event.challenge();
        Challenge hosts = event.hostChallenge();
        if (cards == null || hosts == null) {
            return note(card, request, "nobody waits for the card's proof");
        }
        int length = template.kind() == CardKind.GIDS
                ? GIDS_CHALLENGE
                : template.algorithm().blockLength();
        boolean usable = cards.length() == length && hosts.length() == length && !cards.equals(hosts);
        return usable ? Decider.proving(card, request) : Decider.fail(card, request, Rejection.NOT_PROVEN);
    }

    private static boolean isOf(StepReported event, Exchange exchange) {
        return event.origin().agent().equals(exchange.agent())
                && event.session().equals(exchange.session())
                && event.instruction().equals(exchange.instruction());
    }

    /** An accepted answer clears the count, one that was never given is given back, any other stays counted. */
    private static Card counted(StepReported event, Card card) {
        if (event.answerAccepted()) {
            return card.counting(0, card.steps());
        }
        boolean unspent = event.stage() == Stage.NOTHING;
        return card.counting(card.tries() - (unspent ? 1 : 0), card.steps());
    }

    /** Once the answer was taken, the new key may be on the card: it is tried again even if it was refused before. */
    private static Card afterPutKey(StepReported event, Card card) {
        return event.answerAccepted() && wasSent(event) ? card.with(card.keys().put()) : card;
    }

    /** A write that an agent could not put into its journal was not sent. */
    private static boolean wasSent(StepReported event) {
        return !(event.said() instanceof Said.NotAsked);
    }

    private static Card afterSetPin(StepReported event, Card card, boolean withProposed) {
        if (!event.answerAccepted()) {
            return card;
        }
        boolean puk = event.stage().compareTo(Stage.PUK) >= 0 && wasSent(event);
        CardKeys keys = card.keys().maybeSent(false, puk);
        return card.with(withProposed ? keys.proven() : keys).as(card.status(), Provisioning.KEY_CONFIRMED);
    }

    private static Decision done(
            StepReported event, Step step, Card card, Request request, Template template, int masterVersion) {
        if (step == Step.SET_PIN) {
            return issue(card, request, template);
        }
        return goOn(event, card, request, template, masterVersion, "the key is put");
    }

    /** Answers where the card waits with a challenge, and gives it up where that is not of its algorithm. */
    private static Decision goOn(
            StepReported event, Card card, Request request, Template template, int masterVersion, String otherwise) {
        Challenge challenge = event.challenge();
        if (challenge == null) {
            return note(card, request, otherwise);
        }
        return challenge.length() == template.algorithm().blockLength()
                ? Decider.next(card, request, template, masterVersion)
                : Decider.fail(card, request, Rejection.WRONG_ALGORITHM);
    }

    /** The card is Active, but for one whose user is still to make the PIN. */
    static Decision issue(Card card, Request request, Template template) {
        boolean usersPin = template.userPinOption() == UserPinOption.USER_PROVIDED;
        Card issued = card.as(usersPin ? CardStatus.ASSIGNED : CardStatus.ACTIVE, Provisioning.ISSUED);
        return new Decision(issued, request.as(RequestStatus.COMPLETED, null), new Move.Issue(), "issued");
    }

    private static Decision notDone(
            StepReported event, Card card, Request request, Template template, int masterVersion, Exchange exchange) {
        Said said = event.said();
        if (said instanceof Said.Refused refusal && event.stage() == Stage.ANSWER && !spent(refusal)) {
            Card refused = card.with(card.keys().refused(exchange.withProposed()));
            return goOn(event, refused, request, template, masterVersion, "the answer was refused");
        }
        if (said instanceof Said.Pulled || said instanceof Said.NotAsked) {
            return note(card, request, said instanceof Said.Pulled ? "torn out at " + event.stage() : "not asked");
        }
        return Decider.fail(card, request, reason(event));
    }

    /** The last try that a card tells of is not spent. */
    private static boolean spent(Said.Refused refusal) {
        return refusal.triesLeft() != null && refusal.triesLeft() <= 1;
    }

    private static Rejection reason(StepReported event) {
        if (event.said() instanceof Said.Refused refusal) {
            return event.stage() == Stage.ANSWER && spent(refusal) ? Rejection.TRIES_SPENT : Rejection.KEYS_REFUSED;
        }
        if (event.said() instanceof Said.NotProven) {
            return Rejection.NOT_PROVEN;
        }
        return event.said() instanceof Said.Blocked ? Rejection.TRIES_SPENT : Rejection.NOT_UNDERSTOOD;
    }

    private static Decision note(Card card, Request request, String why) {
        return new Decision(card, request, new Move.Note(), why);
    }
}

package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;

/**
 * Walks every way that one card can take through its issuing while some number of things goes wrong, and checks in every
 * state what must always hold.
 */
final class ModelWalk {
    private static final int MASTER = 1;
    private static final int MOST_TRIES = 3;

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> ends = new TreeMap<>();
    private int answers;

    /** Where everything stands while the card is out of its reader. */
    private record Place(Card card, Request request, ModelCard chip, ModelAgent agent, int faults) {
        Place with(Decision decision) {
            return new Place(decision.card(), decision.request(), chip, agent, faults);
        }
    }

    void walk(int faults) {
        Request request = ModelRoom.request();
        putIn(new Place(ModelRoom.card(request), request, ModelCard.fresh(), ModelAgent.fresh(), faults), List.of());
    }

    int states() {
        return seen.size();
    }

    Map<String, Integer> ends() {
        return ends;
    }

    int answers() {
        return answers;
    }

    private void putIn(Place place, List<StepReported> past) {
        var event = ModelRoom.inserted(place.agent.name(), place.agent.journal(), place.agent.writes());
        Decision decision = Decider.inserted(event, place.card, place.request, ModelRoom.TEMPLATE, MASTER);
        goOn(place, decision, past);
    }

    private void goOn(Place before, Decision decision, List<StepReported> past) {
        Place place = before.with(decision);
        check(place, decision, past);
        if (!seen.add(place.chip + " " + place.agent.seenBy(place.card) + " " + place.faults + " " + shown(decision))) {
            return;
        }
        if (decision.move() instanceof Move.Send send) {
            answers += send.step() == Step.PROVE ? 0 : 1;
            for (ModelFate fate : ModelFate.values()) {
                if (fate.faults() <= place.faults && fate.happensTo(place.chip, send, place.card)) {
                    happens(fate, send, place, past);
                }
            }
        } else if (decision.move() instanceof Move.Note) {
            ModelAgent.successors(place.agent)
                    .forEach(agent ->
                            putIn(new Place(place.card, place.request, place.chip, agent, place.faults), past));
        } else {
            end(place, decision);
        }
    }

    private void happens(ModelFate fate, Move.Send send, Place place, List<StepReported> past) {
        UUID instruction = place.card.exchange().instruction();
        List<Journal.Write> writes = fate.journals(send.step(), instruction);
        Place after = new Place(
                place.card,
                place.request,
                fate.chip(place.chip, send, place.card),
                place.agent.noting(writes),
                place.faults - fate.faults());
        StepReported report = fate.report(place.chip, send, place.card);
        List<StepReported> reports = new ArrayList<>(past);
        reports.add(report);
        Decision decision = Reports.reported(report, place.card, place.request, ModelRoom.TEMPLATE, MASTER);
        goOn(after, decision, reports);
        if (after.faults > 0) {
            lost(after, past, report);
        }
    }

    /** Nobody hears of it before the card is put in again, here or elsewhere; the report may still come then. */
    private void lost(Place after, List<StepReported> past, StepReported report) {
        List<StepReported> late = new ArrayList<>(past);
        late.add(report);
        for (ModelAgent agent : ModelAgent.successors(after.agent)) {
            putIn(new Place(after.card, after.request, after.chip, agent, after.faults - 1), late);
        }
    }

    private void check(Place place, Decision decision, List<StepReported> past) {
        Card card = place.card;
        assertThat(card.tries()).as("tries of %s", card).isBetween(0, MOST_TRIES);
        assertThat(place.chip.wrong())
                .as("wrong answers since one was accepted")
                .isLessThanOrEqualTo(MOST_TRIES);
        if (place.chip.key() != null) {
            Set<KeyRef> known = new HashSet<>(Set.of(card.keys().confirmed()));
            if (card.keys().proposed() != null) {
                known.add(card.keys().proposed());
            }
            assertThat(known).as("what the row knows of the key").contains(place.chip.key());
        }
        if (decision.move() instanceof Move.Send send && send.step() == Step.SET_PIN && !send.withProposed()) {
            StepReported last = past.isEmpty() ? null : past.get(past.size() - 1);
            assertThat(last).as("what came before a PIN under a confirmed key").isNotNull();
            assertThat(last.hostChallenge()).isEqualTo(ModelRoom.HOSTS);
            assertThat(last.session()).isEqualTo(card.exchange().session());
        }
        for (StepReported report : past) {
            Decision again = Reports.reported(report, card, place.request, ModelRoom.TEMPLATE, MASTER);
            assertThat(again.move()).as("a report that comes again").isInstanceOf(Move.Note.class);
            assertThat(again.card()).isSameAs(card);
            assertThat(again.request()).isSameAs(place.request);
        }
        assertThat(decision.move()).isNotNull();
    }

    private void end(Place place, Decision decision) {
        ModelCard chip = place.chip;
        ends.merge(decision.why() + (chip.key() == null ? ", without a key" : ""), 1, Integer::sum);
        if (decision.move() instanceof Move.Issue) {
            assertThat(place.card.provisioning()).isEqualTo(Provisioning.ISSUED);
            assertThat(place.request.status()).isEqualTo(RequestStatus.COMPLETED);
            assertThat(chip.key()).isEqualTo(place.card.keys().confirmed()).isEqualTo(new KeyRef(1, 1));
            assertThat(chip.pin()).as("the PIN is on the card").isTrue();
            return;
        }
        assertThat(place.card.provisioning()).isEqualTo(Provisioning.SET_ASIDE);
        assertThat(place.request.status()).isEqualTo(RequestStatus.FAILED);
        Rejection reason = ((Move.Fail) decision.move()).reason();
        if (reason == Rejection.KEYS_REFUSED) {
            assertThat(chip.key())
                    .as("a card that holds one of its keys is not given up")
                    .isNull();
        } else {
            assertThat(reason).isEqualTo(Rejection.TRIES_SPENT);
            assertThat(place.card.tries()).isEqualTo(MOST_TRIES);
        }
    }

    private static String shown(Decision decision) {
        Card card = decision.card();
        Step open = card.exchange() == null ? null : card.exchange().step();
        return String.join(
                " ",
                String.valueOf(decision.move()),
                String.valueOf(card.provisioning()),
                String.valueOf(card.keys()),
                card.tries() + "/" + card.steps(),
                String.valueOf(open));
    }
}

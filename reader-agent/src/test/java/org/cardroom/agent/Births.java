package org.cardroom.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.link.Plan;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.KeyAlgorithm;

/** Has blank cards made first, as the processors do, and issues what is made. */
final class Births implements Function<CardEvent, Optional<Plan>> {
    private final Issuing issuing = new Issuing();
    /** Whether each is made, by the ids that were drawn. */
    final Map<CardId, Boolean> made = new HashMap<>();

    @Override
    public Optional<Plan> apply(CardEvent event) {
        if (event instanceof CardEvent.BlankInserted blank) {
            boolean known = blank.card() != null && made.containsKey(blank.card());
            return Optional.of(make(blank.session(), known ? blank.card() : drawn(), blank.challenge()));
        }
        if (event instanceof CardEvent.CardInserted e && isUninitialised(e.card())) {
            return Optional.of(make(e.session(), e.card(), e.challenge()));
        }
        if (event instanceof CardEvent.StepReported e && isUninitialised(e.card())) {
            made.put(e.card(), e.stage() == Stage.DONE);
            return Optional.empty();
        }
        return issuing.apply(event);
    }

    private boolean isUninitialised(CardId card) {
        return made.containsKey(card) && !made.get(card);
    }

    private static CardId drawn() {
        UUID id = Ids.next();
        return CardId.parse(id.toString());
    }

    private Plan make(UUID session, CardId card, Challenge challenge) {
        made.put(card, false);
        Instruction told = new Instruction.Initialise(Issuing.initial(CardKind.GIDS, KeyAlgorithm.TDES));
        return Plan.of(session, card, challenge, Step.INITIALISE, told);
    }
}

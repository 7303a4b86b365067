package org.cardroom.agent.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.KeyAlgorithm;

/** Has blank cards made first, as the processors do, and issues what is made. */
public final class BlankCardScript implements Function<CardEvent, Optional<ScriptedReply>> {
    private final IssuanceScript issuanceScript = new IssuanceScript();
    /** Whether each is made, by the ids that were drawn. */
    final Map<CardId, Boolean> made = new HashMap<>();

    @Override
    public Optional<ScriptedReply> apply(CardEvent event) {
        if (event instanceof CardEvent.BlankCardInserted blank) {
            boolean known = blank.card() != null && made.containsKey(blank.card());
            return Optional.of(make(blank.session(), known ? blank.card() : drawn(), blank.challenge()));
        }
        if (event instanceof CardEvent.CardInserted e && isUninitialised(e.card())) {
            return Optional.of(make(e.session(), e.card(), e.challenge()));
        }
        if (event instanceof CardEvent.StepReported e && isUninitialised(e.card())) {
            made.put(e.card(), e.stage() == InstructionProgress.DONE);
            return Optional.empty();
        }
        return issuanceScript.apply(event);
    }

    private boolean isUninitialised(CardId card) {
        return made.containsKey(card) && !made.get(card);
    }

    private static CardId drawn() {
        UUID id = UuidGenerator.next();
        return CardId.parse(id.toString());
    }

    private ScriptedReply make(UUID session, CardId card, Challenge challenge) {
        made.put(card, false);
        Instruction told = new Instruction.Initialise(IssuanceScript.initial(CardKind.GIDS, KeyAlgorithm.TDES));
        return ScriptedReply.of(session, card, challenge, InstructionType.INITIALISE, told);
    }
}

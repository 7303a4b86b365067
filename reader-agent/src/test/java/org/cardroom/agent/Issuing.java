package org.cardroom.agent;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.link.Plan;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/** Issues each card once, as the processors do: by what the agent reports, and by the journal where a card was torn. */
final class Issuing implements Function<CardEvent, Optional<Plan>> {
    static final String PIN = "493817";
    static final String PUK = "13579135";

    private final Map<CardId, Row> rows = new HashMap<>();

    private static final class Row {
        private CardKind kind = CardKind.GIDS;
        private KeyAlgorithm algorithm = KeyAlgorithm.TDES;
        private final Set<UUID> putKeys = new HashSet<>();
        private boolean replaced;
        private int refused;
        private Rejection closed;
    }

    static AdminKey initial(CardKind kind, KeyAlgorithm algorithm) {
        String unit = kind == CardKind.GIDS ? "00".repeat(8) : "0102030405060708";
        return AdminKey.of(algorithm, Hex.bytes(unit.repeat(algorithm.keyLength() / 8)));
    }

    static AdminKey replacement(KeyAlgorithm algorithm) {
        return AdminKey.of(algorithm, Hex.bytes("1023456789ABCDEF".repeat(algorithm.keyLength() / 8)));
    }

    static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Optional<Plan> apply(CardEvent event) {
        if (event instanceof CardEvent.BlankInserted blank) {
            Instruction none = new Instruction.Reject(Rejection.BLANK);
            CardId nobody = new CardId("00".repeat(16));
            return Optional.of(Plan.of(blank.session(), nobody, blank.challenge(), Step.INITIALISE, none));
        }
        if (event instanceof CardEvent.CardInserted inserted) {
            return Optional.of(inserted(inserted));
        }
        return event instanceof CardEvent.StepReported reported ? reported(reported) : Optional.empty();
    }

    private Plan inserted(CardEvent.CardInserted event) {
        Row row = rows.computeIfAbsent(event.card(), card -> new Row());
        row.kind = event.kind();
        row.algorithm = event.algorithm() == null ? KeyAlgorithm.TDES : event.algorithm();
        row.refused = 0;
        row.replaced = row.replaced || sent(row, event.journal());
        return plan(row, event.session(), event.card(), event.challenge());
    }

    private static boolean sent(Row row, Journal journal) {
        return row.putKeys.stream().anyMatch(instruction -> journal.sent(instruction, Stage.KEY));
    }

    private Optional<Plan> reported(CardEvent.StepReported event) {
        Row row = rows.get(event.card());
        boolean ofKey = row.putKeys.contains(event.instruction());
        if (event.stage() == Stage.DONE) {
            row.replaced = true;
            row.closed = ofKey ? row.closed : Rejection.ALREADY_ACTIVE;
        } else if (event.said() instanceof Said.Refused && event.stage() == Stage.ANSWER) {
            row.replaced = !row.replaced;
            row.closed = ++row.refused > 1 ? Rejection.KEYS_REFUSED : row.closed;
        } else if (event.said() instanceof Said.NotUnderstood) {
            row.closed = Rejection.NOT_UNDERSTOOD;
        }
        return Optional.ofNullable(event.challenge())
                .map(challenge -> plan(row, event.session(), event.card(), challenge));
    }

    private static Plan plan(Row row, UUID session, CardId card, Challenge challenge) {
        if (row.closed != null) {
            return Plan.of(session, card, challenge, Step.SET_PIN, new Instruction.Reject(row.closed));
        }
        if (row.replaced) {
            return Plan.of(session, card, challenge, Step.SET_PIN, setPin(row, challenge));
        }
        AdminKey initial = initial(row.kind, row.algorithm);
        Instruction putKey = new Instruction.PutKey(initial.answer(challenge), replacement(row.algorithm));
        Plan plan = Plan.of(session, card, challenge, Step.PUT_KEY, putKey);
        row.putKeys.add(plan.instruction());
        return plan;
    }

    private static Instruction setPin(Row row, Challenge challenge) {
        boolean piv = row.kind == CardKind.PIV;
        return new Instruction.SetPin(
                replacement(row.algorithm).answer(challenge),
                pin(PIN),
                piv ? List.of(pin(PUK), pin("12345678")) : List.of(),
                piv ? pin(PUK) : null);
    }
}

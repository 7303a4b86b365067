package org.cardroom.agent.session;

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
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/** Issues each card once, as the processors do: by what the agent reports, and by the journal where a card was torn. */
public final class IssuanceScript implements Function<CardEvent, Optional<ScriptedReply>> {
    public static final String PIN = "493817";
    public static final String PUK = "13579135";

    private final Map<CardId, CardProgress> rows = new HashMap<>();

    private static final class CardProgress {
        private CardKind kind = CardKind.GIDS;
        private KeyAlgorithm algorithm = KeyAlgorithm.TDES;
        private final Set<UUID> putKeys = new HashSet<>();
        private boolean replaced;
        private int refused;
        private RejectionReason closed;
    }

    public static AdminKey initial(CardKind kind, KeyAlgorithm algorithm) {
        String unit = kind == CardKind.GIDS ? "00".repeat(8) : "0102030405060708";
        return AdminKey.of(algorithm, Hex.bytes(unit.repeat(algorithm.keyLength() / 8)));
    }

    public static AdminKey replacement(KeyAlgorithm algorithm) {
        return AdminKey.of(algorithm, Hex.bytes("1023456789ABCDEF".repeat(algorithm.keyLength() / 8)));
    }

    public static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Optional<ScriptedReply> apply(CardEvent event) {
        if (event instanceof CardEvent.BlankCardInserted blank) {
            Instruction none = new Instruction.Reject(RejectionReason.BLANK);
            CardId nobody = new CardId("00".repeat(16));
            return Optional.of(
                    ScriptedReply.of(blank.session(), nobody, blank.challenge(), InstructionType.INITIALISE, none));
        }
        if (event instanceof CardEvent.CardInserted inserted) {
            return Optional.of(inserted(inserted));
        }
        return event instanceof CardEvent.StepReported reported ? reported(reported) : Optional.empty();
    }

    private ScriptedReply inserted(CardEvent.CardInserted event) {
        CardProgress row = rows.computeIfAbsent(event.card(), card -> new CardProgress());
        row.kind = event.kind();
        row.algorithm = event.algorithm() == null ? KeyAlgorithm.TDES : event.algorithm();
        row.refused = 0;
        row.replaced = row.replaced || sent(row, event.journal());
        return plan(row, event.session(), event.card(), event.challenge());
    }

    private static boolean sent(CardProgress row, JournalSnapshot journal) {
        return row.putKeys.stream()
                .anyMatch(instruction -> journal.mayHaveWritten(instruction, InstructionProgress.KEY));
    }

    private Optional<ScriptedReply> reported(CardEvent.StepReported event) {
        CardProgress row = rows.get(event.card());
        boolean ofKey = row.putKeys.contains(event.instruction());
        if (event.stage() == InstructionProgress.DONE) {
            row.replaced = true;
            row.closed = ofKey ? row.closed : RejectionReason.ALREADY_ACTIVE;
        } else if (event.response() instanceof CardResponse.Refused && event.stage() == InstructionProgress.ANSWER) {
            row.replaced = !row.replaced;
            row.closed = ++row.refused > 1 ? RejectionReason.KEYS_REFUSED : row.closed;
        } else if (event.response() instanceof CardResponse.Unexpected) {
            row.closed = RejectionReason.NOT_UNDERSTOOD;
        }
        return Optional.ofNullable(event.challenge())
                .map(challenge -> plan(row, event.session(), event.card(), challenge));
    }

    private static ScriptedReply plan(CardProgress row, UUID session, CardId card, Challenge challenge) {
        if (row.closed != null) {
            return ScriptedReply.of(
                    session, card, challenge, InstructionType.SET_PIN, new Instruction.Reject(row.closed));
        }
        if (row.replaced) {
            return ScriptedReply.of(session, card, challenge, InstructionType.SET_PIN, setPin(row, challenge));
        }
        AdminKey initial = initial(row.kind, row.algorithm);
        Instruction putKey = new Instruction.PutKey(initial.respond(challenge), replacement(row.algorithm));
        ScriptedReply reply = ScriptedReply.of(session, card, challenge, InstructionType.PUT_KEY, putKey);
        row.putKeys.add(reply.instruction());
        return reply;
    }

    private static Instruction setPin(CardProgress row, Challenge challenge) {
        boolean piv = row.kind == CardKind.PIV;
        return new Instruction.SetPin(
                replacement(row.algorithm).respond(challenge),
                pin(PIN),
                piv ? List.of(pin(PUK), pin("12345678")) : List.of(),
                piv ? pin(PUK) : null);
    }
}

package org.cardroom.ingest.gateway.asking;

import java.util.Optional;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;

/** Which error a client gets for a secret that the processors do not give: one table. */
public final class Withheld {
    private Withheld() {}

    /** Empty where the question was understood, and there is only nothing to return. */
    public static Optional<Refused> refused(RejectionReason reason) {
        return code(reason).map(code -> new Refused(code, reason.description()));
    }

    private static Optional<Code> code(RejectionReason reason) {
        return switch (reason) {
            case UNKNOWN, USERS_PIN, KEY_FIXED -> Optional.empty();
            case NOT_EXECUTING, ABANDONED -> Optional.of(Code.REQUEST_STATE);
            case WORKED_BY_AGENT -> Optional.of(Code.WORKED_BY_AGENT);
            case OTHER_CARD, FOR_SOMEBODY_ELSE -> Optional.of(Code.OTHER_CARD);
            case NOT_PUT_YET -> Optional.of(Code.NOT_PUT_YET);
            case TRIES_SPENT -> Optional.of(Code.TRIES_SPENT);
            case ALREADY_ACTIVE, SET_ASIDE, KEYS_REFUSED -> Optional.of(Code.CARD_STATE);
            case WRONG_ALGORITHM -> Optional.of(Code.BAD_CHALLENGE_LENGTH);
            case TEMPLATE_UNUSABLE, HELD_BACK -> Optional.of(Code.UNUSABLE);
            // Those that only an agent is told.
            case NOT_IN_STOCK,
                    NO_OPEN_REQUEST,
                    PIN_COUNTER_NOT_FULL,
                    PUK_COUNTER_NOT_FULL,
                    NOT_UNDERSTOOD,
                    BLANK,
                    NOT_PROVEN,
                    WORKED_BY_HTTP -> Optional.of(Code.UNUSABLE);
        };
    }
}

package org.cardroom.ingest.gateway.asking;

import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Why the processors do not give something, and what the client is told. */
public enum Why {
    /** There is no such request or card. */
    UNKNOWN(null, "there is no such request or card"),
    /** The policy leaves the PIN to the user. */
    USERS_PIN(null, "the user chooses the PIN"),
    /** The policy gives cards no key of their own. */
    KEY_FIXED(null, "cards of this template have no key of their own"),
    NOT_EXECUTING(Code.REQUEST_STATE, "the request is not being worked on"),
    WORKED_BY_AGENT(Code.WORKED_BY_AGENT, "a request is worked either through HTTP or by an agent"),
    OTHER_CARD(Code.OTHER_CARD, "the card is not the one that the request and the identifier name"),
    TRIES_SPENT(Code.TRIES_SPENT, "the card gets no further answer; complete the request, or abandon it"),
    WRONG_ALGORITHM(Code.BAD_CHALLENGE_LENGTH, "the challenge is not one block of the card's cipher"),
    NOT_PUT_YET(Code.NOT_PUT_YET, "ask for the steps before this one first"),
    ALREADY_ACTIVE(Code.CARD_STATE, "the card has been issued"),
    SET_ASIDE(Code.CARD_STATE, "the card was set aside"),
    TEMPLATE_UNUSABLE(Code.UNUSABLE, "the processors do not have the template's initial key"),
    HELD_BACK(Code.UNUSABLE, "the card is held back since the database was restored");

    private final @Nullable Code code;
    private final String detail;

    Why(@Nullable Code code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    /** Whether it is understood and there is only nothing to return. */
    public boolean isNothing() {
        return code == null;
    }

    /** In words. */
    public String detail() {
        return detail;
    }

    /**
     * What the client is told.
     *
     * @throws IllegalStateException if it is nothing
     */
    public Refused refused() {
        if (code == null) {
            throw new IllegalStateException(this + " is no error");
        }
        return new Refused(code, detail);
    }
}

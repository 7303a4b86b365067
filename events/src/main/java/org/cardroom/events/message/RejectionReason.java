package org.cardroom.events.message;

/** Why a card is not served, or a request of an HTTP API client is denied. */
public enum RejectionReason {
    /** Every open request names another card. */
    NOT_IN_STOCK("the card is not in stock"),
    /** No open request needs a card of this kind. */
    NO_OPEN_REQUEST("no open request fits this kind of card"),
    /** It was issued before. */
    ALREADY_ACTIVE("the card is already active"),
    /** It is bound to, or named for, another person, batch or station. */
    FOR_SOMEBODY_ELSE("the card is for somebody else"),
    /** Its key algorithm differs from the template's, or its challenge has the wrong length. */
    WRONG_ALGORITHM("the card's key algorithm is not the template's"),
    /** The template requires a diversified key, and this card cannot replace its key. */
    KEY_FIXED("the card has no command to replace its key"),
    /** Its PIN may be blocked or changed. */
    PIN_COUNTER_NOT_FULL("the card's PIN counter is not full"),
    /** Its PUK may be changed, and a wrong PUK uses up a try. */
    PUK_COUNTER_NOT_FULL("the card's PUK counter is not full"),
    /** The processor does not hold the initial key or PUK of the template. */
    TEMPLATE_UNUSABLE("the processor does not have the template's initial key"),
    /** It refused the keys that it should have; it gets no further answer. */
    KEYS_REFUSED("the card refused its keys"),
    /** Its administrator tries are nearly used up. */
    TRIES_SPENT("too many answers without a result"),
    /** It failed earlier and is not served again. */
    SET_ASIDE("the card was set aside"),
    /** It returned an unexpected response during a write. */
    NOT_UNDERSTOOD("the card's answer was not understood"),
    /** It is blank, and no open request allows initialisation. */
    BLANK("the card is blank, and no open request's template says to initialise it"),
    /** It failed the mutual authentication: it may be another card with the same id. */
    NOT_PROVEN("the card did not prove its key"),
    /** Its batch was closed without it. */
    ABANDONED("the card's request was abandoned"),
    /** The database was restored from an older backup, and the later changes of the card could not be recovered. */
    HELD_BACK("the card is held back since the database was restored"),
    /** There is no such request, or no such card. */
    UNKNOWN("the request or the card is not known"),
    /** The request is not executing. */
    NOT_EXECUTING("the request is not being worked on"),
    /** A card is issued by an agent or over the HTTP API, never by both. */
    WORKED_BY_AGENT("the card is worked by an agent, and not over the HTTP API"),
    /** A card is issued by an agent or over the HTTP API, never by both. */
    WORKED_BY_HTTP("the card is worked over the HTTP API, and not by an agent"),
    /** The client's card differs from the one that it names, or does not belong to the request. */
    OTHER_CARD("the card is another one than the request's"),
    /** The policy has no server-proposed PIN. */
    USERS_PIN("the policy leaves the PIN to the user"),
    /** The preceding step was not requested. */
    NOT_PUT_YET("the card cannot have its key or its PIN yet");

    private final String words;

    RejectionReason(String words) {
        this.words = words;
    }

    /** The reason as text, for the operator or the client. */
    public String description() {
        return words;
    }
}

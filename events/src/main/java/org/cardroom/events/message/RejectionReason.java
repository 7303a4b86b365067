package org.cardroom.events.message;

/** Why a card is not served, or a client of the HTTP API not given what it asks for: in words, for people. */
public enum RejectionReason {
    /** No open request wants a card that it may take: all of them name others. */
    NOT_IN_STOCK("the card is not in stock"),
    /** Nothing is left to issue on a card of this kind. */
    NO_OPEN_REQUEST("no open request fits this kind of card"),
    /** It was issued before. */
    ALREADY_ACTIVE("the card is already active"),
    /** It is bound to, or named for, another person, batch or station. */
    FOR_SOMEBODY_ELSE("the card is for somebody else"),
    /** Its key algorithm is not the template's, or its challenge not of the algorithm's length. */
    WRONG_ALGORITHM("the card's key algorithm is not the template's"),
    /** The template gives each card a key of its own, and this card keeps the one that it has. */
    KEY_FIXED("the card has no command to replace its key"),
    /** Its PIN may be blocked, or not be the one that it came with. */
    PIN_COUNTER_NOT_FULL("the card's PIN counter is not full"),
    /** Its PUK may not be the one that it came with, and every wrong one brings it nearer to its end. */
    PUK_COUNTER_NOT_FULL("the card's PUK counter is not full"),
    /** The processor does not hold the key or PUK that cards of the template come with. */
    TEMPLATE_UNUSABLE("the processor does not have the template's initial key"),
    /** It does not take the keys that it should have; no further answer is given. */
    KEYS_REFUSED("the card refused its keys"),
    /** Its administrator tries are nearly spent. */
    TRIES_SPENT("too many answers without a result"),
    /** It was set aside before. */
    SET_ASIDE("the card was set aside"),
    /** It answered what was not understood while it was written. */
    NOT_UNDERSTOOD("the card's answer was not understood"),
    /** It has no files yet, and no open request takes cards that have to be initialised. */
    BLANK("the card is blank, and no open request's template says to initialise it"),
    /** It had to prove that it has its key, and did not: it may be another card under the same id. */
    NOT_PROVEN("the card did not prove its key"),
    /** Nobody waits for it any more: its batch was closed without it. */
    ABANDONED("the card's request was abandoned"),
    /** The database was put back from an older backup, and what was done to the card since could not be brought forward. */
    HELD_BACK("the card is held back since the database was restored"),
    /** There is no such request, or no such card. */
    UNKNOWN("the request or the card is not known"),
    /** Nothing is given for a request that is not being worked on. */
    NOT_EXECUTING("the request is not being worked on"),
    /** A card is worked by an agent or over the HTTP API, never by both. */
    WORKED_BY_AGENT("the card is worked by an agent, and not over the HTTP API"),
    /** A card is worked by an agent or over the HTTP API, never by both. */
    WORKED_BY_HTTP("the card is worked over the HTTP API, and not by an agent"),
    /** The card that the client has is not the one that it speaks of, or that one is not the request's. */
    OTHER_CARD("the card is another one than the request's"),
    /** The policy has no PIN made by the server. */
    USERS_PIN("the policy leaves the PIN to the user"),
    /** What comes before was not asked for. */
    NOT_PUT_YET("the card cannot have its key or its PIN yet");

    private final String words;

    RejectionReason(String words) {
        this.words = words;
    }

    /** In words, for the operator or the client. */
    public String description() {
        return words;
    }
}

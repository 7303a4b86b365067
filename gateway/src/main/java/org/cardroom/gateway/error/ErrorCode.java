package org.cardroom.gateway.error;

import java.util.Locale;

/** What went wrong: a code that clients may rely on, and the status that goes with it. */
public enum ErrorCode {
    PARAMETER_MISSING(400, "A required parameter is missing"),
    PARAMETER_TWICE(400, "A parameter is there more than once"),
    BAD_BASE64(400, "Not base64"),
    PLUS_NOT_ENCODED(400, "A plus sign was not percent-encoded"),
    BAD_CHALLENGE_LENGTH(400, "Not one block of the card's cipher"),
    BAD_HEX(400, "Not hex with two digits a byte"),
    BAD_GUID(400, "Not a GUID"),
    BAD_BOOLEAN(400, "Neither true nor false"),
    BAD_VALUE(400, "A value that is not allowed here"),
    WRONG_TYPE(400, "A value of the wrong JSON type"),
    BAD_JSON(400, "Not JSON"),
    QUERY_TOO_LONG(400, "The query is too long"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    NOT_AUTHENTICATED(401, "Nobody, or somebody who could not be authenticated"),
    FORBIDDEN(403, "The caller has not the right"),
    FOUR_EYES(403, "Whoever requests cannot approve"),
    REQUEST_STATE(403, "The request is in a state that does not allow it"),
    CARD_STATE(403, "The card is in a state that does not allow it"),
    OTHER_CARD(403, "The card is not the one that is named"),
    WORKED_BY_AGENT(403, "An agent works on it"),
    TRIES_SPENT(403, "Too many answers without a result"),
    NOT_PUT_YET(403, "The card's own key was not asked for yet"),
    UNUSABLE(403, "The processors cannot serve this card"),
    PIN_READING_OFF(403, "PINs cannot be read here"),
    NO_SUCH_PATH(404, "No such path"),
    METHOD_NOT_ALLOWED(405, "Not this method"),
    NOT_ACCEPTABLE(406, "Only JSON can be had"),
    UNKNOWN(404, "Nothing is known by this identifier"),
    STATE_CONFLICT(409, "The state does not allow it"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Only JSON is read"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    NO_PROCESSOR(503, "No processor answered"),
    NO_DATABASE(503, "The database does not answer"),
    NO_ISSUER(503, "The issuer of tokens does not answer");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** As it stands in the body, lower case. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

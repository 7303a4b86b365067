package org.cardroom.gateway.error;

import java.util.Locale;

/** The error codes of the API, with status and title. Clients may rely on them. */
public enum ErrorCode {
    PARAMETER_MISSING(400, "A required parameter is missing"),
    PARAMETER_TWICE(400, "A parameter occurs more than once"),
    BAD_BASE64(400, "Not base64"),
    PLUS_NOT_ENCODED(400, "A plus sign was not percent-encoded"),
    BAD_CHALLENGE_LENGTH(400, "The challenge is not one block of the card's cipher"),
    BAD_HEX(400, "Not hex with two digits per byte"),
    BAD_GUID(400, "Not a GUID"),
    BAD_BOOLEAN(400, "Neither true nor false"),
    BAD_VALUE(400, "A value is not allowed"),
    WRONG_TYPE(400, "A value has the wrong JSON type"),
    BAD_JSON(400, "Not JSON"),
    QUERY_TOO_LONG(400, "The query is too long"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    NOT_AUTHENTICATED(401, "The caller is not authenticated"),
    FORBIDDEN(403, "The caller does not have the required role"),
    FOUR_EYES(403, "Another user must approve or deny the request"),
    REQUEST_STATE(403, "The request's state does not allow it"),
    CARD_STATE(403, "The card's state does not allow it"),
    OTHER_CARD(403, "The card is not the named one"),
    WORKED_BY_AGENT(403, "An agent issues this card"),
    TRIES_SPENT(403, "Too many authentication responses without a result"),
    NOT_PUT_YET(403, "The card's own key was not requested yet"),
    UNUSABLE(403, "The processors cannot serve this card"),
    PIN_READING_OFF(403, "PINs cannot be read here"),
    NO_SUCH_PATH(404, "No such path"),
    METHOD_NOT_ALLOWED(405, "The path does not have this method"),
    NOT_ACCEPTABLE(406, "Responses are JSON only"),
    UNKNOWN(404, "The identifier is unknown"),
    STATE_CONFLICT(409, "The state does not allow it"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Internal error"),
    NO_PROCESSOR(503, "No processor answered"),
    NO_DATABASE(503, "The database does not answer"),
    NO_ISSUER(503, "The token issuer does not answer");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Returns the code as in the body, lower case. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

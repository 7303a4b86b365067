package org.cardroom.gateway.secrets;

import java.util.Optional;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Maps the processors' rejections of secret requests to HTTP errors. */
final class RejectionHttpMapping {
    private RejectionHttpMapping() {}

    /** Returns the error; empty for 204: the request is valid, but there is nothing to return. */
    static Optional<ApiException> toException(RejectionReason reason) {
        @Nullable
        ErrorCode code =
                switch (reason) {
                    case UNKNOWN, USERS_PIN, KEY_FIXED -> null;
                    case NOT_EXECUTING, ABANDONED -> ErrorCode.REQUEST_STATE;
                    case WORKED_BY_AGENT -> ErrorCode.WORKED_BY_AGENT;
                    case OTHER_CARD, FOR_SOMEBODY_ELSE -> ErrorCode.OTHER_CARD;
                    case NOT_PUT_YET -> ErrorCode.NOT_PUT_YET;
                    case TRIES_SPENT -> ErrorCode.TRIES_SPENT;
                    case ALREADY_ACTIVE, SET_ASIDE, KEYS_REFUSED -> ErrorCode.CARD_STATE;
                    case WRONG_ALGORITHM -> ErrorCode.BAD_CHALLENGE_LENGTH;
                    case TEMPLATE_UNUSABLE, HELD_BACK -> ErrorCode.UNUSABLE;
                    // Only agents get these.
                    case NOT_IN_STOCK, NO_OPEN_REQUEST, PIN_COUNTER_NOT_FULL, PUK_COUNTER_NOT_FULL ->
                        ErrorCode.UNUSABLE;
                    case NOT_UNDERSTOOD, BLANK, NOT_PROVEN, WORKED_BY_HTTP -> ErrorCode.UNUSABLE;
                };
        return Optional.ofNullable(code).map(found -> new ApiException(found, reason.description()));
    }
}

package org.cardroom.gateway.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends an HTTP request with an error. The client gets its message, which says what is expected and never repeats a value
 * that was sent.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_SOON = Duration.ofSeconds(2);

    private final ErrorCode code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    /** Creates an error with this code. */
    public ApiException(ErrorCode code, String detail) {
        this(code, null, null, detail);
    }

    /** Creates an error about a parameter or a field of the body. */
    public ApiException(ErrorCode code, String parameter, String detail) {
        this(code, parameter, null, detail);
    }

    private ApiException(ErrorCode code, @Nullable String parameter, @Nullable Duration retryAfter, String detail) {
        super(detail);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /** Creates an error that the client may retry after two seconds. */
    public static ApiException retrySoon(ErrorCode code, String detail) {
        return retryLater(code, RETRY_SOON, detail);
    }

    /** Creates the error of a caller without the role. */
    public static ApiException forbidden() {
        return new ApiException(ErrorCode.FORBIDDEN, "the caller does not have the required role");
    }

    /** Creates an error that the client may retry after this time. */
    public static ApiException retryLater(ErrorCode code, Duration retryAfter, String detail) {
        return new ApiException(code, null, retryAfter, detail);
    }

    /** Returns this error about this parameter, unless it is about a parameter already. */
    public ApiException withParameter(String name) {
        return parameter != null ? this : new ApiException(code, name, retryAfter, detail());
    }

    /** Returns the code. */
    public ErrorCode code() {
        return code;
    }

    @Nullable
    String parameter() {
        return parameter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}

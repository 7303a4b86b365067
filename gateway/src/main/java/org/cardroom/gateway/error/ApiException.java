package org.cardroom.gateway.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request over HTTP with an error. Its message goes to the client: it says what is wanted, and never repeats a
 * value that was sent.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ErrorCode code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    /** With this code, and what is wrong in words. */
    public ApiException(ErrorCode code, String detail) {
        this(code, null, null, detail);
    }

    /** About a parameter or a field of the body. */
    public ApiException(ErrorCode code, String parameter, String detail) {
        this(code, parameter, null, detail);
    }

    private ApiException(ErrorCode code, @Nullable String parameter, @Nullable Duration retryAfter, String detail) {
        super(detail);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /** Whatever is away may be back in two seconds. */
    public static ApiException retrySoon(ErrorCode code, String detail) {
        return retryLater(code, SOON, detail);
    }

    /** The caller lacks the role. */
    public static ApiException forbidden() {
        return new ApiException(ErrorCode.FORBIDDEN, "the caller has not the right");
    }

    /** To be asked again after a while. */
    public static ApiException retryLater(ErrorCode code, Duration retryAfter, String detail) {
        return new ApiException(code, null, retryAfter, detail);
    }

    /** The same about this parameter, if it is not about one already. */
    public ApiException withParameter(String name) {
        return parameter != null ? this : new ApiException(code, name, retryAfter, detail());
    }

    /** The code. */
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

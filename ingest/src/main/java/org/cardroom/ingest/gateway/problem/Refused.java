package org.cardroom.ingest.gateway.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request over HTTP with an error. Its message goes to the client: it says what is wanted, and never repeats a
 * value that was sent.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Code code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    /** With this code, and what is wrong in words. */
    public Refused(Code code, String detail) {
        this(code, null, null, detail);
    }

    /** About a parameter or a field of the body. */
    public Refused(Code code, String parameter, String detail) {
        this(code, parameter, null, detail);
    }

    private Refused(Code code, @Nullable String parameter, @Nullable Duration retryAfter, String detail) {
        super(detail);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /** Whatever is away may be back in two seconds. */
    public static Refused soon(Code code, String detail) {
        return later(code, SOON, detail);
    }

    /** The caller lacks the role. */
    public static Refused forbidden() {
        return new Refused(Code.FORBIDDEN, "the caller has not the right");
    }

    /** To be asked again after a while. */
    public static Refused later(Code code, Duration retryAfter, String detail) {
        return new Refused(code, null, retryAfter, detail);
    }

    /** The same about this parameter, if it is not about one already. */
    public Refused about(String name) {
        return parameter != null ? this : new Refused(code, name, retryAfter, detail());
    }

    /** The code. */
    public Code code() {
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

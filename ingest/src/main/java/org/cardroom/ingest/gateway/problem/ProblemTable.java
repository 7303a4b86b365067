package org.cardroom.ingest.gateway.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Which exception is which error; what is not in it is an error of ours. */
final class ProblemTable {
    private final Map<Class<? extends Exception>, Function<Exception, Refused>> rows = new LinkedHashMap<>();

    ProblemTable() {
        row(Refused.class, refused -> refused);
        row(
                MissingServletRequestParameterException.class,
                e -> new Refused(Code.PARAMETER_MISSING, e.getParameterName(), "it is required"));
        row(MethodArgumentTypeMismatchException.class, ProblemTable::mismatch);
        row(HttpMessageNotReadableException.class, ProblemTable::unreadable);
        row(NoResourceFoundException.class, e -> new Refused(Code.NO_SUCH_PATH, "see /openapi.json"));
        row(NoHandlerFoundException.class, e -> new Refused(Code.NO_SUCH_PATH, "see /openapi.json"));
        row(
                HttpRequestMethodNotSupportedException.class,
                e -> new Refused(Code.METHOD_NOT_ALLOWED, "the path has other methods: see /openapi.json"));
        row(
                HttpMediaTypeNotSupportedException.class,
                e -> new Refused(Code.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
        row(
                HttpMediaTypeNotAcceptableException.class,
                e -> new Refused(Code.NOT_ACCEPTABLE, "answers are application/json"));
        row(DataAccessResourceFailureException.class, ProblemTable::noDatabase);
        row(TransientDataAccessException.class, ProblemTable::noDatabase);
        row(CannotCreateTransactionException.class, ProblemTable::noDatabase);
    }

    private <E extends Exception> void row(Class<E> type, Function<? super E, Refused> refused) {
        rows.put(type, e -> refused.apply(type.cast(e)));
    }

    /** What the client is told. */
    Refused of(Exception e) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().isInstance(e))
                .findFirst()
                .map(row -> row.getValue().apply(e))
                .orElseGet(() -> isUnreadableQuery(e)
                        ? new Refused(Code.MALFORMED_REQUEST, "the query cannot be decoded")
                        : new Refused(Code.INTERNAL_ERROR, "the log has more under the correlation id"));
    }

    /** Tomcat's own class, which says so where a parameter is first asked for. */
    private static boolean isUnreadableQuery(Exception e) {
        return e.getClass().getSimpleName().equals("InvalidParameterException");
    }

    /** A converter's refusal, about the parameter that it was for. */
    private static Refused mismatch(MethodArgumentTypeMismatchException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.about(e.getName());
            }
        }
        return new Refused(Code.BAD_VALUE, e.getName(), "it cannot be read");
    }

    private static Refused unreadable(HttpMessageNotReadableException e) {
        return e.getMostSpecificCause() instanceof StreamConstraintsException
                ? new Refused(Code.BODY_TOO_LARGE, "the body, a part of it, or its depth is over the limit")
                : new Refused(Code.BAD_JSON, "the body must be one JSON object");
    }

    private static Refused noDatabase(Exception e) {
        return Refused.soon(Code.NO_DATABASE, "nothing was changed; ask again");
    }
}

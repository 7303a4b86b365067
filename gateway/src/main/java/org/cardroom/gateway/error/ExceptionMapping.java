package org.cardroom.gateway.error;

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

/** Maps exceptions to errors; what it does not list is an internal error. */
final class ExceptionMapping {
    private final Map<Class<? extends Exception>, Function<Exception, ApiException>> rows = new LinkedHashMap<>();

    ExceptionMapping() {
        row(ApiException.class, exception -> exception);
        row(
                MissingServletRequestParameterException.class,
                e -> new ApiException(ErrorCode.PARAMETER_MISSING, e.getParameterName(), "it is required"));
        row(MethodArgumentTypeMismatchException.class, ExceptionMapping::mismatch);
        row(HttpMessageNotReadableException.class, ExceptionMapping::unreadable);
        row(NoResourceFoundException.class, e -> new ApiException(ErrorCode.NO_SUCH_PATH, "see /openapi.json"));
        row(NoHandlerFoundException.class, e -> new ApiException(ErrorCode.NO_SUCH_PATH, "see /openapi.json"));
        row(
                HttpRequestMethodNotSupportedException.class,
                e -> new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "for the path's methods see /openapi.json"));
        row(
                HttpMediaTypeNotSupportedException.class,
                e -> new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
        row(
                HttpMediaTypeNotAcceptableException.class,
                e -> new ApiException(ErrorCode.NOT_ACCEPTABLE, "responses are application/json"));
        row(DataAccessResourceFailureException.class, ExceptionMapping::noDatabase);
        row(TransientDataAccessException.class, ExceptionMapping::noDatabase);
        row(CannotCreateTransactionException.class, ExceptionMapping::noDatabase);
    }

    private <E extends Exception> void row(Class<E> type, Function<? super E, ApiException> mapping) {
        rows.put(type, e -> mapping.apply(type.cast(e)));
    }

    /** Returns the error for the client. */
    ApiException toApiException(Exception e) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().isInstance(e))
                .findFirst()
                .map(row -> row.getValue().apply(e))
                .orElseGet(() -> isUnreadableQuery(e)
                        ? new ApiException(ErrorCode.MALFORMED_REQUEST, "the query cannot be decoded")
                        : new ApiException(ErrorCode.INTERNAL_ERROR, "see the gateway's log under the correlation id"));
    }

    /** Tomcat decodes the query when a parameter is first read, and throws an exception of its own class. */
    private static boolean isUnreadableQuery(Exception e) {
        return e.getClass().getSimpleName().equals("InvalidParameterException");
    }

    /** Returns a property editor's error, about its parameter. */
    private static ApiException mismatch(MethodArgumentTypeMismatchException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException exception) {
                return exception.withParameter(e.getName());
            }
        }
        return new ApiException(ErrorCode.BAD_VALUE, e.getName(), "it cannot be read");
    }

    private static ApiException unreadable(HttpMessageNotReadableException e) {
        return e.getMostSpecificCause() instanceof StreamConstraintsException
                ? new ApiException(ErrorCode.BODY_TOO_LARGE, "the body, a value or the nesting exceeds the limit")
                : new ApiException(ErrorCode.BAD_JSON, "the body must be one JSON object");
    }

    private static ApiException noDatabase(Exception e) {
        return ApiException.retrySoon(ErrorCode.NO_DATABASE, "nothing was changed; retry");
    }
}

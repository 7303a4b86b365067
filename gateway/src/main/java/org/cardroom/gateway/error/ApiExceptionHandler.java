package org.cardroom.gateway.error;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a controller's exception with problem+json, and logs those with status 500 or above. */
@RestControllerAdvice
final class ApiExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiExceptionHandler.class);
    private static final int FIRST_SERVER_ERROR = 500;

    private final ExceptionMapping table = new ExceptionMapping();

    @ExceptionHandler(Exception.class)
    ResponseEntity<byte[]> handle(Exception e, HttpServletRequest request) {
        ApiException exception = table.toApiException(e);
        String id = CorrelationIdFilter.correlationId(request);
        if (exception.code().status() >= FIRST_SERVER_ERROR) {
            LOG.error("{} {}: {}", exception.code(), id, logMessage(e));
            LOG.debug("{}", id, e);
        }
        return ProblemBody.toResponse(exception, id);
    }

    /** Returns class and origin; the message only of an ApiException, because another may repeat a value that was sent. */
    private static String logMessage(Exception e) {
        if (e instanceof ApiException exception) {
            return exception.detail();
        }
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}

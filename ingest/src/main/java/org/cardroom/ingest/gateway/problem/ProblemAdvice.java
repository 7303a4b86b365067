package org.cardroom.ingest.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what a controller threw into an answer; what is an error of ours, or of a server behind it, into a log line too. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int OURS = 500;

    private final ProblemTable table = new ProblemTable();

    @ExceptionHandler(Exception.class)
    ResponseEntity<byte[]> answer(Exception e, HttpServletRequest request) {
        Refused refused = table.of(e);
        String id = Correlation.of(request);
        if (refused.code().status() >= OURS) {
            LOG.error("{} {}: {}", refused.code(), id, said(e));
            LOG.debug("{}", id, e);
        }
        return Problem.answer(refused, id);
    }

    /** Its class and where it was thrown; its message only if it is ours, for another's may repeat what was sent. */
    private static String said(Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return e instanceof Refused refused ? refused.detail() : e.getClass().getSimpleName() + where;
    }
}

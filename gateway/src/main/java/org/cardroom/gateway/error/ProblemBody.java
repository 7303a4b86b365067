package org.cardroom.gateway.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.cardroom.events.codec.MessageJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The problem+json body of an error (RFC 9457).
 * @param code the stable error code
 * @param parameter the invalid parameter or field
 * @param correlationId also in the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String parameter,
        String correlationId) {
    static ProblemBody of(ApiException e, String correlationId) {
        ErrorCode code = e.code();
        String parameter = e.parameter();
        return new ProblemBody(
                "about:blank", code.title(), code.status(), e.detail(), code.wireName(), parameter, correlationId);
    }

    /** Creates the response, with {@code Cache-Control: no-store}. */
    static ResponseEntity<byte[]> toResponse(ApiException exception, String correlationId) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        exception.code().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration after = exception.retryAfter();
        if (after != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds())));
        }
        return answer.body(MessageJson.write(of(exception, correlationId)));
    }

    /** Writes the response of a request that reached no controller. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ApiException exception)
            throws IOException {
        ResponseEntity<byte[]> answer = toResponse(exception, CorrelationIdFilter.correlationId(request));
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        byte[] body = answer.getBody();
        response.getOutputStream().write(body == null ? new byte[0] : body);
    }
}

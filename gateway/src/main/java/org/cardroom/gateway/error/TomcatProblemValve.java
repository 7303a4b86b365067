package org.cardroom.gateway.error;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Writes problem+json for what Tomcat refuses before any filter, such as headers that are too long. Tomcat creates it. */
public final class TomcatProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemBody.write(request, response, toApiException(status));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("the client closed the connection", e);
        }
    }

    private static ApiException toApiException(int status) {
        return switch (status) {
            case 404 -> new ApiException(ErrorCode.NO_SUCH_PATH, "see /openapi.json");
            case 405 -> new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "see /openapi.json");
            case 413 -> new ApiException(ErrorCode.BODY_TOO_LARGE, "the body exceeds the limit");
            case 400, 414, 431 ->
                new ApiException(
                        ErrorCode.MALFORMED_REQUEST,
                        "the request line, its query or the headers are too long or malformed");
            case 500 -> new ApiException(ErrorCode.INTERNAL_ERROR, "see the gateway's log");
            default -> new ApiException(ErrorCode.MALFORMED_REQUEST, "the server does not accept this request");
        };
    }
}

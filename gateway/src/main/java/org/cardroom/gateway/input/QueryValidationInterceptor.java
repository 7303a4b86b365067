package org.cardroom.gateway.input;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses queries and bodies that are too long, and parameters that occur twice, before a handler runs. */
final class QueryValidationInterceptor implements HandlerInterceptor {
    private static final int MAX_QUERY_LENGTH = 4096;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && query.length() > MAX_QUERY_LENGTH) {
            throw new ApiException(
                    ErrorCode.QUERY_TOO_LONG, "query", "it must have at most " + MAX_QUERY_LENGTH + " characters");
        }
        if (request.getContentLengthLong() > MessageJson.LARGEST) {
            throw new ApiException(
                    ErrorCode.BODY_TOO_LARGE, "the body must have at most " + MessageJson.LARGEST + " bytes");
        }
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length > 1) {
                throw new ApiException(
                        ErrorCode.PARAMETER_TWICE, safeParameterName(parameter.getKey()), "it occurs more than once");
            }
        }
        return true;
    }

    /** A name that cannot be a parameter of this API may contain a secret, and is not repeated. */
    private static String safeParameterName(String name) {
        return name.matches("[A-Za-z]{1,32}") ? name : "(unknown)";
    }
}

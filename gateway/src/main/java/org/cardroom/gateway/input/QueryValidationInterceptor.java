package org.cardroom.gateway.input;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.springframework.web.servlet.HandlerInterceptor;

/** What holds for every query and body before it is looked at: none is too long, and no parameter is there twice. */
final class QueryValidationInterceptor implements HandlerInterceptor {
    private static final int LONGEST_QUERY = 4096;

    private final int largestBody;

    QueryValidationInterceptor(int largestBody) {
        this.largestBody = largestBody;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && query.length() > LONGEST_QUERY) {
            throw new ApiException(
                    ErrorCode.QUERY_TOO_LONG, "query", "a query has at most " + LONGEST_QUERY + " characters");
        }
        if (request.getContentLengthLong() > largestBody) {
            throw new ApiException(ErrorCode.BODY_TOO_LARGE, "a body has at most " + largestBody + " bytes");
        }
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length > 1) {
                throw new ApiException(
                        ErrorCode.PARAMETER_TWICE, safeParameterName(parameter.getKey()), "it is there more than once");
            }
        }
        return true;
    }

    /** A name is shown only if it can be one of ours. */
    private static String safeParameterName(String name) {
        return name.matches("[A-Za-z]{1,32}") ? name : "(unknown)";
    }
}

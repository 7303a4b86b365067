package org.cardroom.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.error.ProblemBody;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Writes Spring Security's refusals as problem+json. It does not say why a login failed. */
final class ProblemAuthenticationEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {
    static final String CHALLENGES = "Basic realm=\"cardroom\", charset=\"UTF-8\"";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            ErrorCode code = e.getCause() instanceof DataAccessException ? ErrorCode.NO_DATABASE : ErrorCode.NO_ISSUER;
            ProblemBody.write(
                    request, response, ApiException.retrySoon(code, "callers cannot be authenticated now; retry"));
            return;
        }
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGES);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        ProblemBody.write(request, response, notAuthenticated());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        ProblemBody.write(request, response, ApiException.forbidden());
    }

    static ApiException notAuthenticated() {
        return new ApiException(
                ErrorCode.NOT_AUTHENTICATED, "a valid name and password (Basic) or token (Bearer) is required");
    }
}

package org.cardroom.ingest.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Problem;
import org.cardroom.ingest.gateway.problem.Refused;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What Spring Security refuses, told as all errors are. Why a login failed is nobody's business. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    static final String CHALLENGES = "Basic realm=\"cardroom\", charset=\"UTF-8\"";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            Code code = e.getCause() instanceof DataAccessException ? Code.NO_DATABASE : Code.NO_ISSUER;
            Problem.write(request, response, Refused.soon(code, "nobody can be authenticated now"));
            return;
        }
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGES);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        Problem.write(request, response, notAuthenticated());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        Problem.write(request, response, Refused.forbidden());
    }

    static Refused notAuthenticated() {
        return new Refused(Code.NOT_AUTHENTICATED, "a name and password (Basic), or a token (Bearer), that hold here");
    }
}

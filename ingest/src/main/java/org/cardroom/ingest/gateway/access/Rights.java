package org.cardroom.ingest.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Checks, before anything that was sent is looked at, that the caller may call the handler, and not too often. */
final class Rights implements HandlerInterceptor {
    private final Rates rates;

    Rights(Rates rates) {
        this.rates = rates;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        @Nullable
        Allowed allowed = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Allowed.class) : null;
        if (allowed != null && allowed.anybody()) {
            return true;
        }
        Caller caller = caller().orElseThrow(Refusals::notAuthenticated);
        if (handler instanceof HandlerMethod) {
            check(caller, allowed, request);
        }
        return true;
    }

    private void check(Caller caller, @Nullable Allowed allowed, HttpServletRequest request) {
        if (allowed == null
                || (allowed.value().length > 0 && Arrays.stream(allowed.value()).noneMatch(caller::is))) {
            throw Refused.forbidden();
        }
        if (allowed.secret()) {
            if (request.getMethod().equals("HEAD")) {
                throw new Refused(Code.METHOD_NOT_ALLOWED, "a secret that is not shown is not asked for");
            }
            Optional<Duration> wait = rates.take(caller.id());
            if (wait.isPresent()) {
                throw Refused.later(
                        Code.TOO_MANY_REQUESTS, wait.get(), "too many secrets were asked for by this caller");
            }
        }
    }

    /** Who calls; nobody where nobody is authenticated. */
    static Optional<Caller> caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token
                ? Optional.of(token.getPrincipal())
                : Optional.empty();
    }
}

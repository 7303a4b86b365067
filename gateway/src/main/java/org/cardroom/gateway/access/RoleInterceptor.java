package org.cardroom.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Checks the caller's role and rate limit, before the request's parameters and body are read. */
final class RoleInterceptor implements HandlerInterceptor {
    private final SecretRateLimiter rateLimiter;

    RoleInterceptor(SecretRateLimiter rateLimiter) {
        this.rateLimiter = rateLimiter;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        @Nullable
        RequiresRole required =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(RequiresRole.class) : null;
        if (required != null && required.permitAll()) {
            return true;
        }
        ApiCaller caller = currentCaller().orElseThrow(ProblemAuthenticationEntryPoint::notAuthenticated);
        if (handler instanceof HandlerMethod) {
            check(caller, required, request);
        }
        return true;
    }

    private void check(ApiCaller caller, @Nullable RequiresRole required, HttpServletRequest request) {
        if (required == null
                || (required.value().length > 0
                        && Arrays.stream(required.value()).noneMatch(caller::hasRole))) {
            throw ApiException.forbidden();
        }
        if (required.secret()) {
            if (request.getMethod().equals("HEAD")) {
                throw new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "a secret can be requested only by GET");
            }
            Optional<Duration> wait = rateLimiter.tryAcquire(caller.id());
            if (wait.isPresent()) {
                throw ApiException.retryLater(
                        ErrorCode.TOO_MANY_REQUESTS, wait.get(), "the caller requested too many secrets in a minute");
            }
        }
    }

    /** Returns the caller of the current request, if authenticated. */
    static Optional<ApiCaller> currentCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication token
                ? Optional.of(token.getPrincipal())
                : Optional.empty();
    }
}

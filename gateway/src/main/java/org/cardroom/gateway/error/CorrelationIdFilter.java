package org.cardroom.gateway.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cardroom.events.codec.UuidGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request a correlation id and a line in the access log. The line has the path's pattern, but no query and no
 * unmapped path, because either may contain a secret.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CorrelationIdFilter extends OncePerRequestFilter {
    private static final Logger ACCESS = LoggerFactory.getLogger("cardroom.access");
    private static final String ATTRIBUTE = CorrelationIdFilter.class.getName();
    private static final String HEADER = "X-Correlation-Id";

    /** Returns the id of this request; a new id if the request was refused before this filter. */
    static String correlationId(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id
                ? id
                : UuidGenerator.next().toString();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = UuidGenerator.next().toString();
        long start = System.nanoTime();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            log(request, response, id, (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static void log(HttpServletRequest request, HttpServletResponse response, String id, long millis) {
        Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        ACCESS.info(
                "{} {} {} {} ms {}",
                request.getMethod(),
                path == null ? "(unmapped path)" : path,
                response.getStatus(),
                millis,
                id);
    }
}

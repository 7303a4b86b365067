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
 * Gives each request an id, and a line in the access log: the path as it is mapped, never the query, nor a path that is
 * not ours, for somebody may have put a secret there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CorrelationIdFilter extends OncePerRequestFilter {
    private static final Logger ACCESS = LoggerFactory.getLogger("cardroom.access");
    private static final String ATTRIBUTE = CorrelationIdFilter.class.getName();
    private static final String HEADER = "X-Correlation-Id";

    /** That of this request; a new one where it came to no filter. */
    static String correlationId(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id
                ? id
                : UuidGenerator.next().toString();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = UuidGenerator.next().toString();
        long begun = System.nanoTime();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            log(request, response, id, (System.nanoTime() - begun) / 1_000_000);
        }
    }

    private static void log(HttpServletRequest request, HttpServletResponse response, String id, long millis) {
        Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        ACCESS.info(
                "{} {} {} {} ms {}",
                request.getMethod(),
                path == null ? "(no path of ours)" : path,
                response.getStatus(),
                millis,
                id);
    }
}

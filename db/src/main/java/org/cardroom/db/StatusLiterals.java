package org.cardroom.db;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.RequestStatus;

/**
 * Replaces status names in SQL text by their numbers. Literals, unlike parameters, let PostgreSQL use the partial indexes
 * over a status.
 */
public final class StatusLiterals {
    private static final Pattern NAME = Pattern.compile("\\{([A-Z]+)}");
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (RequestStatus status : RequestStatus.values()) {
            NUMBERS.put(status.name(), status.number());
        }
        for (CardStatus status : CardStatus.values()) {
            NUMBERS.put(status.name(), status.number());
        }
    }

    private StatusLiterals() {}

    /**
     * Replaces each <code>{NAME}</code>.
     * @throws IllegalStateException if no {@link RequestStatus} or {@link CardStatus} has that name
     */
    public static String expand(String sql) {
        return NAME.matcher(sql).replaceAll(match -> {
            Integer number = NUMBERS.get(match.group(1));
            if (number == null) {
                throw new IllegalStateException("no status is named " + match.group(1));
            }
            return number.toString();
        });
    }
}

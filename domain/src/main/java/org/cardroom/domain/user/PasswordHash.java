package org.cardroom.domain.user;

import java.util.regex.Pattern;

/**
 * A password hash with the id of its slow hash function: {@code {bcrypt}…}. Must not be logged: weak passwords can be
 * guessed from it.
 */
public record PasswordHash(String text) {
    private static final Pattern NAMED = Pattern.compile("\\{[a-z0-9@._-]{1,32}}\\p{Graph}{20,200}");

    public PasswordHash {
        if (!NAMED.matcher(text).matches() || text.startsWith("{noop}")) {
            throw new IllegalArgumentException("a password's hash must name its function");
        }
    }

    @Override
    public String toString() {
        return "PasswordHash (redacted)";
    }
}

package org.cardroom.domain.user;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A user of the HTTP API.
 *
 * @param name login name: 1 to 63 letters, digits, dots, dashes or underscores; may be logged
 * @param roles at least one
 * @param disabled whether login is denied
 */
public record HttpUser(UUID id, String name, PasswordHash hash, Set<UserRole> roles, boolean disabled) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public HttpUser {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a user's name must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a user has at least one role");
        }
        roles = Set.copyOf(EnumSet.copyOf(roles));
    }
}

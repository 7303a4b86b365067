package org.cardroom.domain.user;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.codec.MessageValidation;

/**
 * A user of the HTTP API.
 * @param name login name: 1 to 63 letters, digits, dots, dashes or underscores; may be logged
 * @param roles at least one
 * @param disabled whether login is denied
 */
public record HttpUser(UUID id, String name, PasswordHash hash, Set<UserRole> roles, boolean disabled) {
    public HttpUser {
        MessageValidation.requireName("a user's name", name);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a user has at least one role");
        }
        roles = Set.copyOf(EnumSet.copyOf(roles));
    }
}

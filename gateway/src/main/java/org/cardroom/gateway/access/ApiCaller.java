package org.cardroom.gateway.access;

import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.user.UserRole;

/**
 * Who calls, once authenticated. A handler's parameter of this type gets it.
 *
 * @param id the same for the same person, whatever way it is authenticated
 * @param name for people and the audit: printable, at most 100 characters
 */
public record ApiCaller(UUID id, String name, Set<UserRole> roles) {
    private static final int LONGEST_NAME = 100;

    public ApiCaller {
        String printable = name.replaceAll("[^\\p{Print}]", "?");
        name = printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME);
        roles = Set.copyOf(roles);
    }

    /** Whether it has this role. */
    public boolean hasRole(UserRole role) {
        return roles.contains(role);
    }
}

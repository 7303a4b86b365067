package org.cardroom.gateway.access;

import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.user.UserRole;

/**
 * An authenticated caller. A handler gets it as a parameter of this type.
 * @param id stable for the same user, or for the same subject of the same issuer
 * @param name for display and audit: printable ASCII, at most 100 characters; longer names are cut
 */
public record ApiCaller(UUID id, String name, Set<UserRole> roles) {
    private static final int MAX_NAME_LENGTH = 100;

    public ApiCaller {
        String printable = name.replaceAll("[^\\p{Print}]", "?");
        name = printable.substring(0, Math.min(printable.length(), MAX_NAME_LENGTH));
        roles = Set.copyOf(roles);
    }

    /** Whether the caller has this role. */
    public boolean hasRole(UserRole role) {
        return roles.contains(role);
    }
}

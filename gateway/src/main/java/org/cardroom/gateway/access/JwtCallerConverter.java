package org.cardroom.gateway.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.domain.user.UserRole;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Converts a valid token to its caller. */
final class JwtCallerConverter {
    /** The claim with the caller's display name. */
    static final String NAME_CLAIM = "preferred_username";

    /** The claim with the caller's roles; unknown roles are ignored. */
    static final String ROLES_CLAIM = "roles";

    private JwtCallerConverter() {}

    /** Converts a token that this gateway issued. */
    static CallerAuthentication fromLocalToken(Jwt token) {
        return toAuthentication(token, UUID.fromString(String.valueOf(token.getSubject())));
    }

    /** Converts a token of the OpenID Connect issuer: the id is derived from issuer and subject, so that it is stable. */
    static CallerAuthentication fromExternalToken(Jwt token) {
        String identity = token.getClaimAsString("iss") + "\n" + token.getSubject();
        return toAuthentication(token, UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
    }

    private static CallerAuthentication toAuthentication(Jwt token, UUID id) {
        @Nullable String name = token.getClaimAsString(NAME_CLAIM);
        return new CallerAuthentication(
                new ApiCaller(id, name == null ? String.valueOf(token.getSubject()) : name, roles(token)), false);
    }

    private static Set<UserRole> roles(Jwt token) {
        @Nullable List<String> named = token.getClaimAsStringList(ROLES_CLAIM);
        return Arrays.stream(UserRole.values())
                .filter(role -> named != null && named.stream().anyMatch(role.name()::equalsIgnoreCase))
                .collect(Collectors.toSet());
    }
}

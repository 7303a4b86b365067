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

/** From a token that holds to the caller that it names. */
final class JwtCallerConverter {
    /** The claim that names the caller for people. */
    static final String NAME_CLAIM = "preferred_username";

    /** The claim that lists the caller's roles; others are left alone. */
    static final String ROLES_CLAIM = "roles";

    private JwtCallerConverter() {}

    /** The caller of one of ours. */
    static CallerAuthentication fromLocalToken(Jwt token) {
        return toAuthentication(token, UUID.fromString(String.valueOf(token.getSubject())));
    }

    /** The caller of an OpenID Connect issuer's: its id is drawn from issuer and subject, and so stays the same. */
    static CallerAuthentication fromExternalToken(Jwt token) {
        String who = token.getClaimAsString("iss") + "\n" + token.getSubject();
        return toAuthentication(token, UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8)));
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

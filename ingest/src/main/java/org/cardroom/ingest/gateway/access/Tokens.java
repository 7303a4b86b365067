package org.cardroom.ingest.gateway.access;

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
final class Tokens {
    /** The claim that names the caller for people. */
    static final String NAME = "preferred_username";

    /** The claim that lists the caller's roles; others are left alone. */
    static final String ROLES = "roles";

    private Tokens() {}

    /** The caller of one of ours. */
    static CallerToken own(Jwt token) {
        return of(token, UUID.fromString(String.valueOf(token.getSubject())));
    }

    /** The caller of an OpenID Connect issuer's: its id is drawn from issuer and subject, and so stays the same. */
    static CallerToken foreign(Jwt token) {
        String who = token.getClaimAsString("iss") + "\n" + token.getSubject();
        return of(token, UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8)));
    }

    private static CallerToken of(Jwt token, UUID id) {
        @Nullable String name = token.getClaimAsString(NAME);
        return new CallerToken(
                new Caller(id, name == null ? String.valueOf(token.getSubject()) : name, roles(token)), false);
    }

    private static Set<UserRole> roles(Jwt token) {
        @Nullable List<String> named = token.getClaimAsStringList(ROLES);
        return Arrays.stream(UserRole.values())
                .filter(role -> named != null && named.stream().anyMatch(role.name()::equalsIgnoreCase))
                .collect(Collectors.toSet());
    }
}

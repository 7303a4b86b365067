package org.cardroom.gateway.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.http.HttpUserRepository;
import org.cardroom.domain.user.HttpUser;
import org.cardroom.domain.user.UserRole;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Converts a valid token to its caller. */
final class JwtCallerConverter {
    /** The claim with the caller's display name. */
    static final String NAME_CLAIM = "preferred_username";

    private JwtCallerConverter() {}

    /** Converts a token that this gateway issued; the user must still be enabled and has the roles of now. */
    static CallerAuthentication fromLocalToken(Jwt token, HttpUserRepository users) {
        UUID id = UUID.fromString(String.valueOf(token.getSubject()));
        try {
            HttpUser user = users.find(id)
                    .filter(found -> !found.disabled())
                    .orElseThrow(() -> new InvalidBearerTokenException("its user is disabled"));
            return new CallerAuthentication(new ApiCaller(id, user.name(), user.roles()), false);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("the database does not answer", e);
        }
    }

    /** Converts a token of the OpenID Connect issuer: the id is derived from issuer and subject, so that it is stable. */
    static CallerAuthentication fromExternalToken(Jwt token, String rolesClaim) {
        String identity = token.getClaimAsString("iss") + "\n" + token.getSubject();
        UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        @Nullable String name = token.getClaimAsString(NAME_CLAIM);
        return new CallerAuthentication(
                new ApiCaller(id, name == null ? String.valueOf(token.getSubject()) : name, roles(token, rolesClaim)),
                false);
    }

    /** Unknown roles are ignored. */
    private static Set<UserRole> roles(Jwt token, String rolesClaim) {
        @Nullable Object named = find(token.getClaims(), rolesClaim);
        return Arrays.stream(UserRole.values())
                .filter(role -> named instanceof Collection<?> all
                        && all.stream().map(String::valueOf).anyMatch(role.name()::equalsIgnoreCase))
                .collect(Collectors.toSet());
    }

    /** Finds a claim, else the claim that the path with dots leads to. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        int dot = path.indexOf('.');
        if (dot < 0 || claims.containsKey(path)) {
            return claims.get(path);
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested
                ? find(nested, path.substring(dot + 1))
                : null;
    }
}

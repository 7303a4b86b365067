package org.cardroom.gateway.access;

import java.util.Optional;
import org.cardroom.domain.user.HttpUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Authenticates a name and password (HTTP Basic). */
final class PasswordAuthenticationProvider implements AuthenticationProvider {
    private final PasswordService passwords;

    PasswordAuthenticationProvider(PasswordService passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String password = given.getCredentials() instanceof String text ? text : "";
        HttpUser user = find(given.getName(), password)
                .orElseThrow(() -> new BadCredentialsException("unknown name or wrong password"));
        return new CallerAuthentication(new ApiCaller(user.id(), user.name(), user.roles()), true);
    }

    /** A name with a NUL is unknown: PostgreSQL cannot store one, and fails the query. */
    private Optional<HttpUser> find(String name, String password) {
        try {
            return name.indexOf('\0') >= 0 ? Optional.empty() : passwords.authenticate(name, password);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("the database does not answer", e);
        }
    }

    @Override
    public boolean supports(@Nullable Class<?> type) {
        return type != null && UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}

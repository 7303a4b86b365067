package org.cardroom.ingest.gateway.access;

import org.cardroom.db.http.User;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** A name and a password, by HTTP Basic. */
final class BasicLogin implements AuthenticationProvider {
    private final Passwords passwords;

    BasicLogin(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String password = given.getCredentials() instanceof String text ? text : "";
        User user = passwords
                .check(given.getName(), password)
                .orElseThrow(() -> new BadCredentialsException("not this name and password"));
        return new CallerToken(new Caller(user.id(), user.name(), user.roles()), true);
    }

    @Override
    public boolean supports(@Nullable Class<?> type) {
        return type != null && UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}

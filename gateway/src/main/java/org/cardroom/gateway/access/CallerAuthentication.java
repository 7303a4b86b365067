package org.cardroom.gateway.access;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The Spring Security authentication of a caller. It keeps no credentials. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient ApiCaller caller;
    private final boolean byPassword;

    CallerAuthentication(ApiCaller caller, boolean byPassword) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        this.byPassword = byPassword;
        setAuthenticated(true);
    }

    boolean isByPassword() {
        return byPassword;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public ApiCaller getPrincipal() {
        return caller;
    }
}

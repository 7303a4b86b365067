package org.cardroom.ingest.gateway.access;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller that was authenticated. It keeps no credentials. */
final class CallerToken extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private final boolean byPassword;

    CallerToken(Caller caller, boolean byPassword) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.caller = caller;
        this.byPassword = byPassword;
        setAuthenticated(true);
    }

    boolean byPassword() {
        return byPassword;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }
}

package org.cardroom.gateway.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Issues a token for a password, because a password check is slow. */
@RestController
class TokenController {
    private final LocalJwtIssuer jwtIssuer;

    TokenController(LocalJwtIssuer jwtIssuer) {
        this.jwtIssuer = jwtIssuer;
    }

    /** The response of RFC 6749, section 5.1. */
    record TokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    @RequiresRole
    @PostMapping("/token")
    ResponseEntity<TokenResponse> issue(ApiCaller caller) {
        boolean byPassword =
                SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication token
                        && token.isByPassword();
        if (!byPassword) {
            throw new ApiException(ErrorCode.FORBIDDEN, "send a name and password (Basic): a token gives no new token");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new TokenResponse(jwtIssuer.issue(caller), "Bearer", LocalJwtIssuer.LIFETIME.toSeconds()));
    }
}

package org.cardroom.ingest.gateway.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives whoever shows a password a token, so that the next requests need not be checked so slowly. */
@RestController
class TokenController {
    private final OwnTokens tokens;

    TokenController(OwnTokens tokens) {
        this.tokens = tokens;
    }

    /** As RFC 6749, section 5.1, has it. */
    record Issued(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    @Allowed
    @PostMapping("/token")
    ResponseEntity<Issued> issue(Caller caller) {
        boolean byPassword = SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token
                && token.byPassword();
        if (!byPassword) {
            throw new Refused(Code.FORBIDDEN, "a token is given for a password, and not for another token");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Issued(tokens.of(caller), "Bearer", OwnTokens.LIFETIME.toSeconds()));
    }
}

package org.cardroom.gateway.secrets;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.processorclient.CardSecretClient;
import org.cardroom.gateway.processorclient.SecretReply;
import org.cardroom.gateway.secrets.SecretAccessPolicy.SecretAccessRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operations that return a secret. The answer-to-reset is only checked for its form. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0")
class SecretController {
    private final SecretAccessPolicy accessPolicy;
    private final CardSecretClient secretClient;
    private final AccessSettings settings;

    SecretController(SecretAccessPolicy accessPolicy, CardSecretClient secretClient, AccessSettings settings) {
        this.accessPolicy = accessPolicy;
        this.secretClient = secretClient;
        this.settings = settings;
    }

    @RequiresRole(value = UserRole.OFFICER, secret = true)
    @GetMapping("/requests/{reqid}/smartcards/{id}/authenticationresponse")
    ResponseEntity<byte[]> authenticationResponse(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestParam("challenge") Challenge challenge,
            @RequestParam("diversified") Boolean diversified,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            ApiCaller caller) {
        var access = new SecretAccessRequest("answer", request, id, cardId, reason, caller);
        return respond(
                access,
                challenge,
                SecretJsonWriter::writeBase64,
                subject -> secretClient.requestAuthenticationResponse(subject, challenge, diversified));
    }

    @RequiresRole(value = UserRole.OFFICER, secret = true)
    @GetMapping("/requests/{reqid}/smartcards/{id}/diversifiedkey")
    ResponseEntity<byte[]> adminKey(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            ApiCaller caller) {
        var access = new SecretAccessRequest("key", request, id, cardId, reason, caller);
        return respond(access, null, SecretJsonWriter::writeBase64, secretClient::requestAdminKey);
    }

    @RequiresRole(value = UserRole.OFFICER, secret = true)
    @GetMapping({"/smartcards/{id}/serverproposedpin", "/requests/{reqid}/smartcards/{id}/serverproposedpin"})
    ResponseEntity<byte[]> pin(
            @PathVariable(name = "reqid", required = false) @Nullable UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestParam(name = "challenge", required = false) @Nullable Challenge challenge,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            ApiCaller caller) {
        if (!settings.pinReading()) {
            throw new ApiException(ErrorCode.PIN_READING_OFF, "PIN reading is off: agents write PINs");
        }
        var access = new SecretAccessRequest("PIN", request, id, cardId, reason, caller);
        return respond(
                access,
                challenge,
                SecretJsonWriter::writePin,
                subject -> secretClient.requestPin(subject, Optional.ofNullable(challenge)));
    }

    private <T> ResponseEntity<byte[]> respond(
            SecretAccessRequest access,
            @Nullable Challenge challenge,
            Function<? super T, byte[]> writer,
            Function<RequestSubject, SecretReply<T>> client) {
        return accessPolicy
                .authorize(access, challenge)
                .map(subject -> toResponse(client.apply(subject), writer))
                .orElseGet(SecretController::noContent);
    }

    private static <T> ResponseEntity<byte[]> toResponse(SecretReply<T> reply, Function<? super T, byte[]> writer) {
        if (reply instanceof SecretReply.Granted<T> granted) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(writer.apply(granted.value()));
        }
        if (reply instanceof SecretReply.Denied<T> denied) {
            RejectionHttpMapping.toException(denied.reason()).ifPresent(exception -> {
                throw exception;
            });
            return noContent();
        }
        throw ApiException.retrySoon(ErrorCode.NO_PROCESSOR, "no processor answered in time; retry");
    }

    private static ResponseEntity<byte[]> noContent() {
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }
}

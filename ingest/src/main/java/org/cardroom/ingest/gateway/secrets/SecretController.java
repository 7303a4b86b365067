package org.cardroom.ingest.gateway.secrets;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.asking.Processors;
import org.cardroom.ingest.gateway.asking.Reply;
import org.cardroom.ingest.gateway.asking.Withheld;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
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

/** The operations that give out a secret. The answer-to-reset is only checked to be one. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0")
class SecretController {
    private final Ward ward;
    private final Processors processors;
    private final SecretSettings settings;

    SecretController(Ward ward, Processors processors, SecretSettings settings) {
        this.ward = ward;
        this.processors = processors;
        this.settings = settings;
    }

    @Allowed(value = UserRole.OFFICER, secret = true)
    @GetMapping("/requests/{reqid}/smartcards/{id}/authenticationresponse")
    ResponseEntity<byte[]> answer(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestParam("challenge") Challenge challenge,
            @RequestParam("diversified") Boolean diversified,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            Caller caller) {
        Ward.Wish wish = new Ward.Wish("answer", request, id, cardId, Ward.reason(reason), caller);
        return ward.allow(wish, challenge)
                .map(about -> give(processors.answer(about, challenge, diversified), Reveal::answer))
                .orElseGet(SecretController::nothing);
    }

    @Allowed(value = UserRole.OFFICER, secret = true)
    @GetMapping("/requests/{reqid}/smartcards/{id}/diversifiedkey")
    ResponseEntity<byte[]> key(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            Caller caller) {
        Ward.Wish wish = new Ward.Wish("key", request, id, cardId, Ward.reason(reason), caller);
        return ward.allow(wish, null)
                .map(about -> give(processors.key(about), Reveal::key))
                .orElseGet(SecretController::nothing);
    }

    @Allowed(value = UserRole.OFFICER, secret = true)
    @GetMapping({"/smartcards/{id}/serverproposedpin", "/requests/{reqid}/smartcards/{id}/serverproposedpin"})
    ResponseEntity<byte[]> pin(
            @PathVariable(name = "reqid", required = false) @Nullable UUID request,
            @PathVariable("id") UUID id,
            @RequestParam(name = "atr", required = false) @Nullable Atr atr,
            @RequestParam("cardid") CardId cardId,
            @RequestParam(name = "challenge", required = false) @Nullable Challenge challenge,
            @RequestHeader(name = "X-Reason", required = false) @Nullable String reason,
            Caller caller) {
        if (!settings.pinReading()) {
            throw new Refused(Code.PIN_READING_OFF, "PINs are written by agents here, and read by nobody");
        }
        Ward.Wish wish = new Ward.Wish("PIN", request, id, cardId, Ward.reason(reason), caller);
        return ward.allow(wish, challenge).map(about -> pin(about, challenge)).orElseGet(SecretController::nothing);
    }

    private ResponseEntity<byte[]> pin(RequestSubject about, @Nullable Challenge challenge) {
        return give(processors.pin(about, Optional.ofNullable(challenge)), Reveal::pin);
    }

    private static <T> ResponseEntity<byte[]> give(Reply<T> reply, Function<T, byte[]> reveal) {
        if (reply instanceof Reply.Given<T> given) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(reveal.apply(given.value()));
        }
        if (reply instanceof Reply.Withheld<T> withheld) {
            Optional<Refused> refused = Withheld.refused(withheld.reason());
            if (refused.isPresent()) {
                throw refused.get();
            }
            return nothing();
        }
        throw Refused.soon(Code.NO_PROCESSOR, "no processor answered in time; ask the same again");
    }

    private static ResponseEntity<byte[]> nothing() {
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }
}

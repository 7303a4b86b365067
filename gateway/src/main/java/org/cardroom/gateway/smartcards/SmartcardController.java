package org.cardroom.gateway.smartcards;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.SmartcardViewRepository;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.CardBindingResult;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.audit.GatewayAuditLog;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.input.JsonBody;
import org.cardroom.gateway.input.JsonResponses;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The operations on smart cards, by identifier in this system or by the card's own. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0")
class SmartcardController {
    private final SmartcardViewRepository smartcards;
    private final HttpCardBindingService binding;
    private final CardLifecycleService lifecycle;
    private final GatewayAuditLog auditLog;

    SmartcardController(Database database, CardLifecycleService lifecycle, GatewayAuditLog auditLog) {
        this.smartcards = new SmartcardViewRepository(database);
        this.binding = new HttpCardBindingService(database);
        this.lifecycle = lifecycle;
        this.auditLog = auditLog;
    }

    @RequiresRole({UserRole.OPERATOR, UserRole.OFFICER})
    @PostMapping(path = "/smartcards", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> bind(@RequestBody JsonNode body, ApiCaller caller) {
        JsonBody fields = JsonBody.of(body);
        UUID request = JsonBody.require("requestid", fields.guid("requestid"));
        CardId card = JsonBody.require("cardid", fields.cardId("cardid"));
        Atr atr = fields.atr("atr").orElse(null);
        return auditLog.runAudited(caller, "card " + card, "bound to request " + request, () -> {
            CardBindingResult result = binding.bind(request, card, atr, UuidGenerator.next());
            if (result instanceof CardBindingResult.Bound bound) {
                return JsonResponses.created("smartcards", bound.smartcard());
            }
            throw toException(result);
        });
    }

    private static ApiException toException(CardBindingResult result) {
        if (result instanceof CardBindingResult.RequestNotFound) {
            return new ApiException(ErrorCode.BAD_VALUE, "requestid", "no request has this id; see GET /requests");
        }
        if (result instanceof CardBindingResult.AgentsOnly) {
            String why = "only agents write the PUK of a PIV card: issue it at an agent's station";
            return new ApiException(ErrorCode.STATE_CONFLICT, "requestid", why);
        }
        if (result instanceof CardBindingResult.WrongState wrong) {
            String status = EnumNames.toPascalCase(wrong.status());
            String why = "the request is " + status + "; bind to an Approved request that no agent executes";
            return new ApiException(ErrorCode.STATE_CONFLICT, "requestid", why);
        }
        String why = "the card or the request is bound already; use another card, or the request that has this one";
        return new ApiException(ErrorCode.STATE_CONFLICT, "cardid", why);
    }

    @RequiresRole({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards")
    List<SmartcardDto> findByCardId(@RequestParam("cardid") CardId cardId) {
        return smartcards.find(cardId).stream().map(SmartcardDto::of).toList();
    }

    @RequiresRole({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards/{id}")
    ResponseEntity<SmartcardDto> get(@PathVariable("id") UUID id) {
        return toResponse(id);
    }

    @RequiresRole({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards/{id}/operations")
    ResponseEntity<List<String>> operations(@PathVariable("id") UUID id) {
        return JsonResponses.okOrNoContent(lifecycle.find(id).map(lifecycle::allowedOperations));
    }

    @RequiresRole(UserRole.OPERATOR)
    @PutMapping(
            path = "/requests/{reqid}/smartcards/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SmartcardDto> setStatus(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestBody JsonNode body,
            ApiCaller caller) {
        JsonBody fields = JsonBody.of(body);
        CardStatus status = JsonBody.require("status", fields.enumConstant("status", CardStatus.class));
        Card card = lifecycle.find(id).orElseThrow(() -> new ApiException(ErrorCode.UNKNOWN, "there is no such card"));
        CardId cardId = card.cardId();
        if (!card.request().equals(request)) {
            throw new ApiException(ErrorCode.OTHER_CARD, "id", "the card belongs to another request");
        }
        return auditLog.runAudited(caller, "card " + cardId, "set to " + EnumNames.toPascalCase(status), () -> {
            lifecycle.transition(status, id, cardId);
            return toResponse(id);
        });
    }

    private ResponseEntity<SmartcardDto> toResponse(UUID id) {
        return JsonResponses.okOrNoContent(smartcards.find(id).map(SmartcardDto::of));
    }
}

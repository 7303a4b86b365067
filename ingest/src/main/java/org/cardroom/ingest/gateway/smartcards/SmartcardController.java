package org.cardroom.ingest.gateway.smartcards;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.domain.user.UserRole;
import org.cardroom.db.http.SmartcardViewRepository;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.access.Auditor;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.input.Created;
import org.cardroom.ingest.gateway.input.Fields;
import org.cardroom.ingest.gateway.input.Names;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
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

/** Cards, by our identifier or by their own. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0")
class SmartcardController {
    private final SmartcardViewRepository smartcards;
    private final HttpCardBindingService binding;
    private final Lives lives;
    private final Auditor auditor;

    SmartcardController(Database database, Lives lives, Auditor auditor) {
        this.smartcards = new SmartcardViewRepository(database);
        this.binding = new HttpCardBindingService(database);
        this.lives = lives;
        this.auditor = auditor;
    }

    @Allowed({UserRole.OPERATOR, UserRole.OFFICER})
    @PostMapping(path = "/smartcards", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> bind(@RequestBody JsonNode body, Caller caller) {
        Fields fields = Fields.of(body);
        UUID request = Fields.required("requestid", fields.guid("requestid"));
        CardId card = Fields.required("cardid", fields.cardId("cardid"));
        Atr atr = fields.atr("atr").orElse(null);
        return auditor.write(caller, "card " + card, "bound to request " + request, () -> {
            HttpCardBindingService.BindingResult result = binding.bind(request, card, atr);
            if (result instanceof HttpCardBindingService.BindingResult.Bound bound) {
                return Created.at("smartcards", bound.smartcard());
            }
            throw refused(result);
        });
    }

    private static Refused refused(HttpCardBindingService.BindingResult result) {
        if (result instanceof HttpCardBindingService.BindingResult.RequestNotFound) {
            return new Refused(Code.BAD_VALUE, "requestid", "there is no such request");
        }
        if (result instanceof HttpCardBindingService.BindingResult.AgentsOnly) {
            return new Refused(Code.STATE_CONFLICT, "requestid", "its cards get a new PUK, which only agents write");
        }
        return result instanceof HttpCardBindingService.BindingResult.WrongState
                ? new Refused(Code.STATE_CONFLICT, "requestid", "the request's state does not allow it")
                : new Refused(Code.STATE_CONFLICT, "cardid", "the card, or the request, is for another one");
    }

    @Allowed({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards")
    List<SmartcardShape> byCardId(@RequestParam("cardid") CardId cardId) {
        return smartcards.find(cardId).stream().map(SmartcardShape::of).toList();
    }

    @Allowed({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards/{id}")
    ResponseEntity<SmartcardShape> one(@PathVariable("id") UUID id) {
        return shown(id);
    }

    @Allowed({UserRole.OPERATOR, UserRole.OFFICER, UserRole.APPROVER, UserRole.AUDITOR})
    @GetMapping("/smartcards/{id}/operations")
    ResponseEntity<List<String>> operations(@PathVariable("id") UUID id) {
        return lives.find(id)
                .map(card -> ResponseEntity.ok(lives.operations(card)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Allowed(UserRole.OPERATOR)
    @PutMapping(
            path = "/requests/{reqid}/smartcards/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SmartcardShape> set(
            @PathVariable("reqid") UUID request,
            @PathVariable("id") UUID id,
            @RequestBody JsonNode body,
            Caller caller) {
        Fields fields = Fields.of(body);
        CardStatus status = Fields.required("status", fields.oneOf("status", CardStatus.class));
        Card card = lives.find(id).orElseThrow(() -> new Refused(Code.UNKNOWN, "there is no such card"));
        CardId cardId = card.cardId();
        if (!card.request().equals(request)) {
            throw new Refused(Code.OTHER_CARD, "id", "the card is not the request's");
        }
        return auditor.write(caller, "card " + cardId, "set to " + Names.shown(status), () -> {
            lives.to(status, id, cardId);
            return shown(id);
        });
    }

    private ResponseEntity<SmartcardShape> shown(UUID id) {
        return smartcards
                .find(id)
                .map(card -> ResponseEntity.ok(SmartcardShape.of(card)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}

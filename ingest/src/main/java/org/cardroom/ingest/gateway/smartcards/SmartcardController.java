package org.cardroom.ingest.gateway.smartcards;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.http.Role;
import org.cardroom.db.http.Smartcards;
import org.cardroom.db.issuing.Binding;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardStatus;
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
    private final Smartcards smartcards;
    private final Binding binding;
    private final Lives lives;
    private final Auditor auditor;

    SmartcardController(Store store, Lives lives, Auditor auditor) {
        this.smartcards = new Smartcards(store);
        this.binding = new Binding(store);
        this.lives = lives;
        this.auditor = auditor;
    }

    @Allowed({Role.OPERATOR, Role.OFFICER})
    @PostMapping(path = "/smartcards", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> bind(@RequestBody JsonNode body, Caller caller) {
        Fields fields = Fields.of(body);
        UUID request = Fields.required("requestid", fields.guid("requestid"));
        CardId card = Fields.required("cardid", fields.cardId("cardid"));
        Atr atr = fields.atr("atr").orElse(null);
        return auditor.write(caller, "card " + card, "bound to request " + request, () -> {
            Binding.Result result = binding.bind(request, card, atr);
            if (result instanceof Binding.Result.Bound bound) {
                return Created.at("smartcards", bound.smartcard());
            }
            throw refused(result);
        });
    }

    private static Refused refused(Binding.Result result) {
        if (result instanceof Binding.Result.NoSuchRequest) {
            return new Refused(Code.BAD_VALUE, "requestid", "there is no such request");
        }
        if (result instanceof Binding.Result.ForAgents) {
            return new Refused(Code.STATE_CONFLICT, "requestid", "its cards get a new PUK, which only agents write");
        }
        return result instanceof Binding.Result.WrongState
                ? new Refused(Code.STATE_CONFLICT, "requestid", "the request's state does not allow it")
                : new Refused(Code.STATE_CONFLICT, "cardid", "the card, or the request, is for another one");
    }

    @Allowed({Role.OPERATOR, Role.OFFICER, Role.APPROVER, Role.AUDITOR})
    @GetMapping("/smartcards")
    List<SmartcardShape> byCardId(@RequestParam("cardid") CardId cardId) {
        return smartcards.find(cardId).stream().map(SmartcardShape::of).toList();
    }

    @Allowed({Role.OPERATOR, Role.OFFICER, Role.APPROVER, Role.AUDITOR})
    @GetMapping("/smartcards/{id}")
    ResponseEntity<SmartcardShape> one(@PathVariable("id") UUID id) {
        return shown(id);
    }

    @Allowed({Role.OPERATOR, Role.OFFICER, Role.APPROVER, Role.AUDITOR})
    @GetMapping("/smartcards/{id}/operations")
    ResponseEntity<List<String>> operations(@PathVariable("id") UUID id) {
        return lives.find(id)
                .map(card -> ResponseEntity.ok(lives.operations(card)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Allowed(Role.OPERATOR)
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

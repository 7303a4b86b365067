package org.cardroom.ingest.gateway.requests;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.user.UserRole;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.input.Created;
import org.cardroom.ingest.gateway.input.Fields;
import org.cardroom.ingest.gateway.input.Names;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
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

/** Requests. Whoever has no role but requester sees its own. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0/requests")
class RequestController {
    private static final int MOST = 200;
    private static final int LONGEST_COMMENT = 200;

    private final HttpRequestRepository requests;
    private final NewRequests made;
    private final Transitions transitions;

    RequestController(Database database, NewRequests made, Transitions transitions) {
        this.requests = new HttpRequestRepository(database);
        this.made = made;
        this.transitions = transitions;
    }

    @Allowed(UserRole.REQUESTER)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> make(@RequestBody JsonNode body, Caller caller) {
        UUID id = made.make(Fields.of(body), caller);
        return Created.at("requests", id);
    }

    @Allowed
    @GetMapping
    List<RequestShape> newest(
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "targetuser", required = false) @Nullable String targetUser,
            Caller caller) {
        if (targetUser != null && !targetUser.equalsIgnoreCase("current")) {
            throw new Refused(Code.BAD_VALUE, "targetuser", "it can only be current");
        }
        RequestStatus wanted = status == null ? null : Names.of(RequestStatus.class, "status", status);
        boolean ownOnly = targetUser != null || !seesAll(caller);
        return requests.findNewest(wanted, ownOnly ? caller.id() : null, MOST).stream()
                .map(RequestShape::of)
                .toList();
    }

    @Allowed
    @GetMapping("/{id}")
    ResponseEntity<RequestShape> one(@PathVariable("id") UUID id, Caller caller) {
        return requests.find(id)
                .map(request -> ResponseEntity.ok(RequestShape.of(visible(request, caller))))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Allowed
    @PutMapping(
            path = "/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    RequestShape set(@PathVariable("id") UUID id, @RequestBody JsonNode body, Caller caller) {
        Fields fields = Fields.of(body);
        Status status = Fields.required("status", fields.oneOf("status", Status.class));
        String comment = fields.text("comment", LONGEST_COMMENT).orElse(null);
        HttpRequest request =
                requests.find(id).orElseThrow(() -> new Refused(Code.UNKNOWN, "there is no such request"));
        transitions.to(status, visible(request, caller), caller, comment);
        return RequestShape.of(requests.find(id).orElse(request));
    }

    private static HttpRequest visible(HttpRequest request, Caller caller) {
        if (!seesAll(caller) && !caller.id().equals(request.originator())) {
            throw new Refused(Code.FORBIDDEN, "the request is somebody else's");
        }
        return request;
    }

    private static boolean seesAll(Caller caller) {
        return caller.roles().stream().anyMatch(role -> role != UserRole.REQUESTER);
    }
}

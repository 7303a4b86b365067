package org.cardroom.gateway.requests;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.user.UserRole;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.input.JsonBody;
import org.cardroom.gateway.input.JsonResponses;
import org.cardroom.gateway.requests.RequestTransitionService.RequestedStatus;
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

/** The operations on requests. A caller whose only role is requester sees only its own requests. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0/requests")
class RequestController {
    private static final int MAX_LISTED = 200;
    private static final int MAX_COMMENT_LENGTH = 200;

    private final HttpRequestRepository requests;
    private final RequestCreationService creationService;
    private final RequestTransitionService transitions;

    RequestController(Database database, RequestCreationService creationService, RequestTransitionService transitions) {
        this.requests = new HttpRequestRepository(database);
        this.creationService = creationService;
        this.transitions = transitions;
    }

    @RequiresRole(UserRole.REQUESTER)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(@RequestBody JsonNode body, ApiCaller caller) {
        return JsonResponses.created("requests", creationService.create(JsonBody.of(body), caller));
    }

    @RequiresRole
    @GetMapping
    List<RequestDto> list(
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "targetuser", required = false) @Nullable String targetUser,
            ApiCaller caller) {
        if (targetUser != null && !targetUser.equalsIgnoreCase("current")) {
            throw new ApiException(ErrorCode.BAD_VALUE, "targetuser", "it must be current");
        }
        RequestStatus wanted = status == null ? null : EnumNames.parse(RequestStatus.class, "status", status);
        UUID target = targetUser == null ? null : caller.id();
        UUID originator = target != null || seesAll(caller) ? null : caller.id();
        return requests.findNewest(wanted, originator, target, MAX_LISTED).stream()
                .map(RequestDto::of)
                .toList();
    }

    @RequiresRole
    @GetMapping("/{id}")
    ResponseEntity<RequestDto> get(@PathVariable("id") UUID id, ApiCaller caller) {
        return JsonResponses.okOrNoContent(
                requests.find(id).map(request -> RequestDto.of(requireVisible(request, caller))));
    }

    @RequiresRole
    @PutMapping(
            path = "/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    RequestDto setStatus(@PathVariable("id") UUID id, @RequestBody JsonNode body, ApiCaller caller) {
        JsonBody fields = JsonBody.of(body);
        RequestedStatus status = JsonBody.require("status", fields.enumConstant("status", RequestedStatus.class));
        String comment = fields.text("comment", MAX_COMMENT_LENGTH).orElse(null);
        HttpRequest request =
                requests.find(id).orElseThrow(() -> new ApiException(ErrorCode.UNKNOWN, "there is no such request"));
        transitions.apply(status, requireVisible(request, caller), caller, comment);
        return RequestDto.of(requests.find(id).orElse(request));
    }

    private static HttpRequest requireVisible(HttpRequest request, ApiCaller caller) {
        boolean own = caller.id().equals(request.originator()) || caller.id().equals(request.target());
        if (!own && !seesAll(caller)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "the request belongs to another user");
        }
        return request;
    }

    private static boolean seesAll(ApiCaller caller) {
        return caller.roles().stream().anyMatch(role -> role != UserRole.REQUESTER);
    }
}

package org.cardroom.gateway.requests;

import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.gateway.access.ApiCaller;
import org.cardroom.gateway.audit.GatewayAuditLog;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.processorclient.CardSecretClient;
import org.cardroom.gateway.processorclient.SecretReply;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets the status of requests: checks the caller's role, then updates the request or asks the processors to end it. */
@Component
class RequestTransitionService {
    private final HttpRequestRepository requests;
    private final CardRepository cards;
    private final CardSecretClient secretClient;
    private final GatewayAuditLog auditLog;

    RequestTransitionService(Database database, CardSecretClient secretClient, GatewayAuditLog auditLog) {
        requests = new HttpRequestRepository(database);
        cards = new CardRepository(database);
        this.secretClient = secretClient;
        this.auditLog = auditLog;
    }

    /** The statuses that a client can set a request to. */
    enum RequestedStatus {
        APPROVED,
        DENIED,
        CANCELED,
        COMPLETED,
        ABANDONED
    }

    void apply(RequestedStatus status, HttpRequest request, ApiCaller caller, @Nullable String comment) {
        switch (status) {
            case APPROVED, DENIED -> {
                require(caller.hasRole(UserRole.APPROVER));
                if (caller.id().equals(request.originator()) || caller.id().equals(request.target())) {
                    String why = "neither its requester nor the user it is for can approve or deny the request";
                    throw new ApiException(ErrorCode.FOUR_EYES, why);
                }
                decide(RequestStatus.valueOf(status.name()), request, caller, comment);
            }
            case CANCELED -> {
                require(caller.hasRole(UserRole.OPERATOR) || caller.id().equals(request.originator()));
                decide(RequestStatus.CANCELED, request, caller, comment);
            }
            case COMPLETED, ABANDONED -> {
                require(caller.hasRole(UserRole.OPERATOR) || caller.hasRole(UserRole.OFFICER));
                end(status, request, caller);
            }
        }
    }

    private static void require(boolean permitted) {
        if (!permitted) {
            throw ApiException.forbidden();
        }
    }

    private void decide(RequestStatus next, HttpRequest request, ApiCaller caller, @Nullable String comment) {
        String text = "set to " + EnumNames.toPascalCase(next);
        boolean unused = auditLog.runAudited(caller, "request " + request.id(), text, () -> {
            if (!request.status().allowedNext().contains(next)
                    || !requests.transition(request.id(), request.status(), next, caller.id(), comment)) {
                throw conflict(next);
            }
            return true;
        });
    }

    /** Asks the processors to end the request. An Approved request has no card: abandoning it cancels it. */
    private void end(RequestedStatus requested, HttpRequest request, ApiCaller caller) {
        if (request.status() == RequestStatus.APPROVED && requested == RequestedStatus.ABANDONED) {
            decide(RequestStatus.CANCELED, request, caller, "abandoned");
            return;
        }
        UUID bound = request.card();
        boolean completed = requested == RequestedStatus.COMPLETED;
        // A client that lost the reply may repeat its request.
        RequestStatus ended = completed ? RequestStatus.COMPLETED : RequestStatus.FAILED;
        if (bound == null || (request.status() != RequestStatus.EXECUTING && request.status() != ended)) {
            throw conflict(requested);
        }
        Card card = cards.find(bound).orElseThrow(() -> conflict(requested));
        SecretReply<CompletionKind> reply = secretClient.endRequest(
                new RequestSubject(caller.name(), null, request.id(), card.id(), card.cardId()),
                completed ? CompletionKind.COMPLETED : CompletionKind.ABANDONED);
        if (reply instanceof SecretReply.TimedOut) {
            throw ApiException.retrySoon(ErrorCode.NO_PROCESSOR, "it is unknown whether the request was ended; retry");
        }
        if (reply instanceof SecretReply.Denied<CompletionKind> denied) {
            throw new ApiException(ErrorCode.STATE_CONFLICT, denied.reason().description());
        }
    }

    private static ApiException conflict(Enum<?> status) {
        String why = "the request's state does not allow " + EnumNames.toPascalCase(status);
        return new ApiException(ErrorCode.STATE_CONFLICT, "status", why);
    }
}

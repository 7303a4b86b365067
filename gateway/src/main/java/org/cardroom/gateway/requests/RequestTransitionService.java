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

/** Who may take a request to which state, and how. */
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

    void apply(RequestedStatus status, HttpRequest request, ApiCaller caller, @Nullable String comment) {
        switch (status) {
            case APPROVED, DENIED -> {
                require(caller.hasRole(UserRole.APPROVER));
                if (caller.id().equals(request.originator())) {
                    throw new ApiException(ErrorCode.FOUR_EYES, "whoever requests can neither approve nor deny it");
                }
                decide(status, request, caller, comment);
            }
            case CANCELED -> {
                require(caller.hasRole(UserRole.OPERATOR) || caller.id().equals(request.originator()));
                decide(status, request, caller, comment);
            }
            case COMPLETED -> {
                require(caller.hasRole(UserRole.OPERATOR) || caller.hasRole(UserRole.OFFICER));
                end(request, caller, CompletionKind.COMPLETED);
            }
            case ABANDONED -> {
                require(caller.hasRole(UserRole.OPERATOR) || caller.hasRole(UserRole.OFFICER));
                end(request, caller, CompletionKind.ABANDONED);
            }
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw ApiException.forbidden();
        }
    }

    private void decide(RequestedStatus status, HttpRequest request, ApiCaller caller, @Nullable String comment) {
        RequestStatus next = status.targetStatus();
        if (next == null || !request.status().allowedNext().contains(next)) {
            throw conflict(status);
        }
        boolean unused =
                auditLog.runAudited(caller, subject(request.id()), "set to " + EnumNames.toPascalCase(next), () -> {
                    if (!requests.transition(request.id(), request.status(), next, caller.id(), comment)) {
                        throw conflict(status);
                    }
                    return true;
                });
    }

    /** A request that no card is bound to can be neither completed nor abandoned: it is taken back. */
    private void end(HttpRequest request, ApiCaller caller, CompletionKind how) {
        RequestedStatus asked = how == CompletionKind.COMPLETED ? RequestedStatus.COMPLETED : RequestedStatus.ABANDONED;
        if (request.status() == RequestStatus.APPROVED && how == CompletionKind.ABANDONED) {
            decide(RequestedStatus.CANCELED, request, caller, "abandoned");
            return;
        }
        UUID bound = request.card();
        if (bound == null || (request.status() != RequestStatus.EXECUTING && !hasEnded(request, how))) {
            throw conflict(asked);
        }
        Card card = cards.find(bound).orElseThrow(() -> conflict(asked));
        SecretReply<CompletionKind> reply = secretClient.endRequest(
                new RequestSubject(caller.name(), null, request.id(), card.id(), card.cardId()), how);
        if (reply instanceof SecretReply.TimedOut) {
            throw ApiException.retrySoon(
                    ErrorCode.NO_PROCESSOR, "nobody knows whether it was ended: ask the same again");
        }
        if (reply instanceof SecretReply.Denied<CompletionKind> denied) {
            throw new ApiException(ErrorCode.STATE_CONFLICT, denied.reason().description());
        }
    }

    /** Whoever lost the answer may say so again: the processors tell whether it ended so. */
    private static boolean hasEnded(HttpRequest request, CompletionKind how) {
        return request.status() == (how == CompletionKind.COMPLETED ? RequestStatus.COMPLETED : RequestStatus.FAILED);
    }

    private static ApiException conflict(RequestedStatus status) {
        return new ApiException(
                ErrorCode.STATE_CONFLICT,
                "status",
                "the request's state does not allow " + EnumNames.toPascalCase(status));
    }

    private static String subject(UUID request) {
        return "request " + request;
    }
}

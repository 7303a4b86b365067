package org.cardroom.ingest.gateway.requests;

import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.user.UserRole;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.ingest.gateway.access.Auditor;
import org.cardroom.ingest.gateway.access.Caller;
import org.cardroom.ingest.gateway.asking.Processors;
import org.cardroom.ingest.gateway.asking.Reply;
import org.cardroom.ingest.gateway.input.Names;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may take a request to which state, and how. */
@Component
class Transitions {
    private final HttpRequestRepository requests;
    private final CardRepository cards;
    private final Processors processors;
    private final Auditor auditor;

    Transitions(Database database, Processors processors, Auditor auditor) {
        requests = new HttpRequestRepository(database);
        cards = new CardRepository(database);
        this.processors = processors;
        this.auditor = auditor;
    }

    void to(Status status, HttpRequest request, Caller caller, @Nullable String comment) {
        switch (status) {
            case APPROVED, DENIED -> {
                must(caller.is(UserRole.APPROVER));
                if (caller.id().equals(request.originator())) {
                    throw new Refused(Code.FOUR_EYES, "whoever requests can neither approve nor deny it");
                }
                decide(status, request, caller, comment);
            }
            case CANCELED -> {
                must(caller.is(UserRole.OPERATOR) || caller.id().equals(request.originator()));
                decide(status, request, caller, comment);
            }
            case COMPLETED -> {
                must(caller.is(UserRole.OPERATOR) || caller.is(UserRole.OFFICER));
                end(request, caller, CompletionKind.COMPLETED);
            }
            case ABANDONED -> {
                must(caller.is(UserRole.OPERATOR) || caller.is(UserRole.OFFICER));
                end(request, caller, CompletionKind.ABANDONED);
            }
        }
    }

    private static void must(boolean holds) {
        if (!holds) {
            throw Refused.forbidden();
        }
    }

    private void decide(Status status, HttpRequest request, Caller caller, @Nullable String comment) {
        RequestStatus next = status.next();
        if (next == null || !request.status().allowedNext().contains(next)) {
            throw conflict(status);
        }
        boolean unused = auditor.write(caller, subject(request.id()), "set to " + Names.shown(next), () -> {
            if (!requests.transition(request.id(), request.status(), next, caller.id(), comment)) {
                throw conflict(status);
            }
            return true;
        });
    }

    /** A request that no card is bound to can be neither completed nor abandoned: it is taken back. */
    private void end(HttpRequest request, Caller caller, CompletionKind how) {
        Status asked = how == CompletionKind.COMPLETED ? Status.COMPLETED : Status.ABANDONED;
        if (request.status() == RequestStatus.APPROVED && how == CompletionKind.ABANDONED) {
            decide(Status.CANCELED, request, caller, "abandoned");
            return;
        }
        UUID bound = request.card();
        if (bound == null || (request.status() != RequestStatus.EXECUTING && !hasEnded(request, how))) {
            throw conflict(asked);
        }
        Card card = cards.find(bound).orElseThrow(() -> conflict(asked));
        Reply<CompletionKind> reply = processors.end(new RequestSubject(caller.name(), null, request.id(), card.id(), card.cardId()), how);
        if (reply instanceof Reply.Unanswered) {
            throw Refused.soon(Code.NO_PROCESSOR, "nobody knows whether it was ended: ask the same again");
        }
        if (reply instanceof Reply.Withheld<CompletionKind> withheld) {
            throw new Refused(Code.STATE_CONFLICT, withheld.reason().description());
        }
    }

    /** Whoever lost the answer may say so again: the processors tell whether it ended so. */
    private static boolean hasEnded(HttpRequest request, CompletionKind how) {
        return request.status() == (how == CompletionKind.COMPLETED ? RequestStatus.COMPLETED : RequestStatus.FAILED);
    }

    private static Refused conflict(Status status) {
        return new Refused(Code.STATE_CONFLICT, "status", "the request's state does not allow " + Names.shown(status));
    }

    private static String subject(UUID request) {
        return "request " + request;
    }
}

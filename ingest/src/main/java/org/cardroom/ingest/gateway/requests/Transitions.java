package org.cardroom.ingest.gateway.requests;

import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.http.HttpRequest;
import org.cardroom.db.http.HttpRequests;
import org.cardroom.db.http.Role;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.events.message.GatewayEvent.About;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
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
    private final HttpRequests requests;
    private final Cards cards;
    private final Processors processors;
    private final Auditor auditor;

    Transitions(Store store, Processors processors, Auditor auditor) {
        requests = new HttpRequests(store);
        cards = new Cards(store);
        this.processors = processors;
        this.auditor = auditor;
    }

    void to(Status status, HttpRequest request, Caller caller, @Nullable String comment) {
        switch (status) {
            case APPROVED, DENIED -> {
                must(caller.is(Role.APPROVER));
                if (caller.id().equals(request.originator())) {
                    throw new Refused(Code.FOUR_EYES, "whoever requests can neither approve nor deny it");
                }
                decide(status, request, caller, comment);
            }
            case CANCELED -> {
                must(caller.is(Role.OPERATOR) || caller.id().equals(request.originator()));
                decide(status, request, caller, comment);
            }
            case COMPLETED -> {
                must(caller.is(Role.OPERATOR) || caller.is(Role.OFFICER));
                end(request, caller, How.COMPLETED);
            }
            case ABANDONED -> {
                must(caller.is(Role.OPERATOR) || caller.is(Role.OFFICER));
                end(request, caller, How.ABANDONED);
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
        if (next == null || !request.status().next().contains(next)) {
            throw conflict(status);
        }
        boolean unused = auditor.write(caller, subject(request.id()), "set to " + Names.shown(next), () -> {
            if (!requests.decide(request.id(), request.status(), next, caller.id(), comment)) {
                throw conflict(status);
            }
            return true;
        });
    }

    /** A request that no card is bound to can be neither completed nor abandoned: it is taken back. */
    private void end(HttpRequest request, Caller caller, How how) {
        Status asked = how == How.COMPLETED ? Status.COMPLETED : Status.ABANDONED;
        if (request.status() == RequestStatus.APPROVED && how == How.ABANDONED) {
            decide(Status.CANCELED, request, caller, "abandoned");
            return;
        }
        UUID bound = request.card();
        if (bound == null || (request.status() != RequestStatus.EXECUTING && !hasEnded(request, how))) {
            throw conflict(asked);
        }
        Card card = cards.find(bound).orElseThrow(() -> conflict(asked));
        Reply<How> reply = processors.end(new About(caller.name(), null, request.id(), card.id(), card.cardId()), how);
        if (reply instanceof Reply.Unanswered) {
            throw Refused.soon(Code.NO_PROCESSOR, "nobody knows whether it was ended: ask the same again");
        }
        if (reply instanceof Reply.Withheld<How> withheld) {
            throw new Refused(Code.STATE_CONFLICT, withheld.reason().words());
        }
    }

    /** Whoever lost the answer may say so again: the processors tell whether it ended so. */
    private static boolean hasEnded(HttpRequest request, How how) {
        return request.status() == (how == How.COMPLETED ? RequestStatus.COMPLETED : RequestStatus.FAILED);
    }

    private static Refused conflict(Status status) {
        return new Refused(Code.STATE_CONFLICT, "status", "the request's state does not allow " + Names.shown(status));
    }

    private static String subject(UUID request) {
        return "request " + request;
    }
}

package org.cardroom.processor.restoring;

import java.util.Optional;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Outcome.CardFailed;
import org.cardroom.events.message.Outcome.CardIssued;
import org.cardroom.events.message.Outcome.CardUnderWay;
import org.jspecify.annotations.Nullable;

/** Why a card's outcomes and the database cannot both be true. Pure. */
final class Contradiction {
    private Contradiction() {}

    /** The first that is found; empty where they agree. */
    static Optional<String> of(Trail trail, Request request, Template template, @Nullable Card known) {
        return ofTemplate(trail, template)
                .or(() -> known == null ? Optional.empty() : ofCard(known, request))
                .or(() -> ofRequest(trail, request, known));
    }

    /** Its key follows from kind and algorithm. */
    private static Optional<String> ofTemplate(Trail trail, Template template) {
        CardKind kind = trail.latest()
                .map(CardUnderWay::kind)
                .or(() -> trail.issued().map(CardIssued::kind))
                .or(() -> trail.failed().map(CardFailed::kind))
                .orElse(template.kind());
        boolean other = kind != template.kind()
                || trail.latest()
                        .filter(now -> now.algorithm() != template.algorithm())
                        .isPresent();
        return other
                ? Optional.of(
                        "its request's template " + template.name() + " is of another kind or algorithm than it had")
                : Optional.empty();
    }

    private static Optional<String> ofCard(Card known, Request request) {
        if (!known.request().equals(request.id())) {
            return Optional.of("the database has it for another request, " + known.request());
        }
        return known.provisioning() == Provisioning.ISSUED || known.provisioning() == Provisioning.SET_ASIDE
                ? Optional.of("it is at its end in the database, and was not")
                : Optional.empty();
    }

    private static Optional<String> ofRequest(Trail trail, Request request, @Nullable Card known) {
        if (request.status() == RequestStatus.APPROVED) {
            boolean named = request.namedCard() != null && request.initialisation() == null;
            return named && !trail.card().equals(request.namedCard())
                    ? Optional.of("its request " + request.id() + " names another card")
                    : Optional.empty();
        }
        boolean its = request.status() == RequestStatus.EXECUTING
                && known != null
                && known.id().equals(request.card());
        return its
                ? Optional.empty()
                : Optional.of(
                        "its request " + request.id() + " is " + request.status() + " in the database, for another");
    }
}

package org.cardroom.processor.restore;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.outcome.IssuanceEvent.CardFailed;
import org.cardroom.events.outcome.IssuanceEvent.CardIssued;
import org.cardroom.events.outcome.IssuanceEvent.CardProvisioningCheckpoint;
import org.jspecify.annotations.Nullable;

/** Finds contradictions between a card's outcomes and the database. Pure. */
final class RestoreConflict {
    private RestoreConflict() {}

    /** Returns the first conflict as text, if any. */
    static Optional<String> find(
            CardOutcomeHistory history, IssuanceRequest request, ProfileTemplate template, @Nullable Card known) {
        return findTemplateConflict(history, template)
                .or(() -> known == null ? Optional.empty() : findCardConflict(known, request))
                .or(() -> findRequestConflict(history, request, known));
    }

    /** Kind and algorithm must match, since the card's key is derived from them. */
    private static Optional<String> findTemplateConflict(CardOutcomeHistory history, ProfileTemplate template) {
        CardKind kind = history.latestCheckpoint()
                .map(CardProvisioningCheckpoint::kind)
                .or(() -> history.issued().map(CardIssued::kind))
                .or(() -> history.failed().map(CardFailed::kind))
                .orElse(template.kind());
        boolean other = kind != template.kind()
                || history.latestCheckpoint()
                        .filter(now -> now.algorithm() != template.algorithm())
                        .isPresent();
        return other
                ? Optional.of("the template " + template.name() + " of its request has another card kind or algorithm")
                : Optional.empty();
    }

    private static Optional<String> findCardConflict(Card known, IssuanceRequest request) {
        if (!known.request().equals(request.id())) {
            return Optional.of("the database has it bound to another request, " + known.request());
        }
        return known.provisioningState() == ProvisioningState.ISSUED
                        || known.provisioningState() == ProvisioningState.SET_ASIDE
                ? Optional.of("the database has it as finished, but newer outcomes exist")
                : Optional.empty();
    }

    private static Optional<String> findRequestConflict(
            CardOutcomeHistory history, IssuanceRequest request, @Nullable Card known) {
        if (request.status() == RequestStatus.APPROVED) {
            boolean named = request.namedCard() != null && request.initialization() == null;
            return named && !history.card().equals(request.namedCard())
                    ? Optional.of("its request " + request.id() + " names another card")
                    : Optional.empty();
        }
        boolean its = request.status() == RequestStatus.EXECUTING
                && known != null
                && known.id().equals(request.card());
        return its
                ? Optional.empty()
                : Optional.of("its request " + request.id() + " is " + request.status()
                        + " for another card in the database");
    }
}

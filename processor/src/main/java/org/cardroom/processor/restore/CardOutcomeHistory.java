package org.cardroom.processor.restore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;

/** Collects the outcomes published for one card; their order and repetitions do not matter. Not thread-safe. */
final class CardOutcomeHistory {
    /** Of two with the same instruction count, the one without a pending instruction is later: the card answered it. */
    private static final Comparator<IssuanceEvent.CardProvisioningCheckpoint> LATER = Comparator.comparingInt(
                    IssuanceEvent.CardProvisioningCheckpoint::instructionCount)
            .thenComparing(outcome -> outcome.pendingInstruction() == null);

    private final CardId card;
    private final List<IssuanceEvent.CardProvisioningCheckpoint> checkpoints = new ArrayList<>();
    private final List<IssuanceEvent.CardIssued> issued = new ArrayList<>();
    private final List<IssuanceEvent.CardFailed> failed = new ArrayList<>();

    CardOutcomeHistory(CardId card) {
        this.card = card;
    }

    /** Returns the card that an outcome refers to, if any. */
    static Optional<CardId> cardOf(IssuanceEvent outcome) {
        return outcome instanceof IssuanceEvent.CardOutcome one ? Optional.of(one.card()) : Optional.empty();
    }

    void add(IssuanceEvent outcome) {
        if (outcome instanceof IssuanceEvent.CardProvisioningCheckpoint one) {
            checkpoints.add(one);
        } else if (outcome instanceof IssuanceEvent.CardIssued one) {
            issued.add(one);
        } else if (outcome instanceof IssuanceEvent.CardFailed one) {
            failed.add(one);
        }
    }

    CardId card() {
        return card;
    }

    /** Returns the requests of all outcomes; more than one is a conflict. */
    Set<UUID> requestIds() {
        Set<UUID> requests = new LinkedHashSet<>();
        checkpoints.forEach(one -> requests.add(one.request()));
        issued.forEach(one -> requests.add(one.request()));
        failed.forEach(one -> requests.add(one.request()));
        return requests;
    }

    Optional<IssuanceEvent.CardProvisioningCheckpoint> latestCheckpoint() {
        return checkpoints.stream().max(LATER);
    }

    Optional<IssuanceEvent.CardIssued> issued() {
        return issued.stream().findFirst();
    }

    Optional<IssuanceEvent.CardFailed> failed() {
        return failed.stream().findFirst();
    }

    /** Returns the outcomes as JSON that suffice to decide the same again. */
    List<String> toJson() {
        List<IssuanceEvent> kept = new ArrayList<>();
        latestCheckpoint().ifPresent(kept::add);
        kept.addAll(issued);
        kept.addAll(failed);
        requestIds().stream().skip(1).forEach(request -> checkpoints.stream()
                .filter(one -> one.request().equals(request))
                .findFirst()
                .ifPresent(kept::add));
        return kept.stream()
                .distinct()
                .map(one -> new String(MessageJson.write(one), StandardCharsets.UTF_8))
                .toList();
    }
}

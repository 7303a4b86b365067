package org.cardroom.ingest.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.card.CardId;

/** Finds all that is wrong with a line at once, so that nobody mends a manifest reason by reason. Not thread-safe. */
final class ManifestCheck {
    private static final String DEFAULT_PRIORITY = "0";

    private final Function<String, Optional<ProfileTemplateRepository.StoredTemplate>> newest;
    private final Map<String, Optional<ProfileTemplateRepository.StoredTemplate>> templates = new HashMap<>();

    ManifestCheck(Function<String, Optional<ProfileTemplateRepository.StoredTemplate>> newest) {
        this.newest = newest;
    }

    /** What requests have already: those in the database, and those of lines before. */
    record Taken(Set<String> ids, Set<CardId> cards) {}

    /** Every reason why this line cannot become a request; none if it can. */
    List<String> reasons(ManifestLine line, Taken taken) {
        List<String> reasons = new ArrayList<>(line.problems());
        if (line.values().isEmpty() && !reasons.isEmpty()) {
            return reasons;
        }
        for (Column column : Column.values()) {
            line.value(column).ifPresentOrElse(value -> checkText(column, value, reasons), () -> {
                if (column.required()) {
                    reasons.add(column + " is missing");
                }
            });
        }
        checkMeaning(line, taken, reasons);
        return reasons;
    }

    private static void checkText(Column column, String value, List<String> reasons) {
        int length = value.codePointCount(0, value.length());
        if (length > column.longest()) {
            reasons.add(column + " has at most " + column.longest() + " characters, this has " + length);
        }
        if (value.codePoints().anyMatch(Shown::isControl)) {
            reasons.add(column + " has control characters");
        }
    }

    private void checkMeaning(ManifestLine line, Taken taken, List<String> reasons) {
        line.value(Column.REQUEST_ID)
                .filter(taken.ids()::contains)
                .ifPresent(id -> reasons.add("requestId '" + Shown.of(id) + "' is used already"));
        line.value(Column.TEMPLATE)
                .filter(name -> template(name).isEmpty())
                .ifPresent(name -> reasons.add("template '" + Shown.of(name) + "' is not known"));
        line.value(Column.PRIORITY)
                .filter(priority -> !priority.matches("[0-9]"))
                .ifPresent(priority -> reasons.add("priority must be 0 to 9, this is '" + Shown.of(priority) + "'"));
        checkCard(line, taken, reasons);
    }

    private static void checkCard(ManifestLine line, Taken taken, List<String> reasons) {
        if (line.value(Column.CARD_ID).isEmpty()) {
            return;
        }
        Optional<CardId> card = card(line);
        if (card.isEmpty()) {
            reasons.add("cardId must be 32 hex digits, or a GUID without braces");
        } else if (taken.cards().contains(card.get())) {
            reasons.add("card " + card.get() + " is in use, or another open request names it");
        }
    }

    /** The card that the line names, where it can be read. */
    static Optional<CardId> card(ManifestLine line) {
        try {
            return line.value(Column.CARD_ID).map(CardId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The request of a line that there is no reason against. */
    IssuanceRequestRepository.NewRequest request(ManifestLine line, UUID id, UUID batch) {
        String person = line.value(Column.PERSON).orElseThrow();
        return new IssuanceRequestRepository.NewRequest(
                id,
                line.value(Column.REQUEST_ID).orElse(id.toString()),
                batch,
                line.number(),
                person,
                line.value(Column.DISPLAY_NAME).orElse(person),
                template(line.value(Column.TEMPLATE).orElseThrow()).orElseThrow(),
                card(line).orElse(null),
                line.value(Column.STATION).orElse(null),
                Integer.parseInt(line.value(Column.PRIORITY).orElse(DEFAULT_PRIORITY)));
    }

    private Optional<ProfileTemplateRepository.StoredTemplate> template(String name) {
        return templates.computeIfAbsent(name, newest);
    }
}

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
import org.cardroom.db.issuing.ProfileTemplateRepository.StoredTemplate;
import org.cardroom.events.card.CardId;

/** Validates a line and reports all reasons at once, so that one correction of the manifest is enough. Not thread-safe. */
final class ManifestLineValidator {
    private static final String DEFAULT_PRIORITY = "0";

    private final Function<String, Optional<StoredTemplate>> newestTemplate;
    private final Map<String, Optional<StoredTemplate>> templates = new HashMap<>();

    ManifestLineValidator(Function<String, Optional<StoredTemplate>> newestTemplate) {
        this.newestTemplate = newestTemplate;
    }

    /** The request ids and cards that are used by requests in the database and by earlier lines. */
    record TakenIdentifiers(Set<String> ids, Set<CardId> cards) {}

    /** Returns every reason why this line cannot become a request; empty if it can. */
    List<String> validate(ManifestLine line, TakenIdentifiers taken) {
        List<String> reasons = new ArrayList<>(line.problems());
        if (line.values().isEmpty() && !reasons.isEmpty()) {
            return reasons;
        }
        for (ManifestColumn column : ManifestColumn.values()) {
            line.value(column).ifPresentOrElse(value -> checkText(column, value, reasons), () -> {
                if (column.isRequired()) {
                    reasons.add(column + " is missing");
                }
            });
        }
        checkValues(line, taken, reasons);
        return reasons;
    }

    private static void checkText(ManifestColumn column, String value, List<String> reasons) {
        int length = value.codePointCount(0, value.length());
        if (length > column.maxLength()) {
            reasons.add(column + " has at most " + column.maxLength() + " characters, this has " + length);
        }
        if (value.codePoints().anyMatch(SafeText::isControlCharacter)) {
            reasons.add(column + " has control characters");
        }
    }

    private void checkValues(ManifestLine line, TakenIdentifiers taken, List<String> reasons) {
        line.value(ManifestColumn.REQUEST_ID)
                .filter(taken.ids()::contains)
                .ifPresent(id -> reasons.add("requestId '" + SafeText.sanitize(id) + "' is used already"));
        line.value(ManifestColumn.TEMPLATE)
                .filter(name -> template(name).isEmpty())
                .ifPresent(name -> reasons.add("template '" + SafeText.sanitize(name) + "' is not known"));
        line.value(ManifestColumn.PRIORITY)
                .filter(priority -> !priority.matches("[0-9]"))
                .ifPresent(it -> reasons.add("priority must be 0 to 9, this is '" + SafeText.sanitize(it) + "'"));
        checkCard(line, taken, reasons);
    }

    private static void checkCard(ManifestLine line, TakenIdentifiers taken, List<String> reasons) {
        Optional<CardId> card = cardId(line);
        if (card.isEmpty() && line.value(ManifestColumn.CARD_ID).isPresent()) {
            reasons.add("cardId must be 32 hex digits, or a GUID without braces");
        }
        card.filter(taken.cards()::contains)
                .ifPresent(used -> reasons.add("card " + used + " is in use, or another open request names it"));
    }

    /** Returns the card that the line names, if it names a valid one. */
    static Optional<CardId> cardId(ManifestLine line) {
        try {
            return line.value(ManifestColumn.CARD_ID).map(CardId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Creates the request of a valid line. */
    IssuanceRequestRepository.NewRequest toRequest(ManifestLine line, UUID id, UUID batch) {
        String person = line.value(ManifestColumn.PERSON).orElseThrow();
        return new IssuanceRequestRepository.NewRequest(
                id,
                line.value(ManifestColumn.REQUEST_ID).orElse(id.toString()),
                batch,
                line.number(),
                person,
                line.value(ManifestColumn.DISPLAY_NAME).orElse(person),
                template(line.value(ManifestColumn.TEMPLATE).orElseThrow()).orElseThrow(),
                cardId(line).orElse(null),
                line.value(ManifestColumn.STATION).orElse(null),
                Integer.parseInt(line.value(ManifestColumn.PRIORITY).orElse(DEFAULT_PRIORITY)));
    }

    private Optional<StoredTemplate> template(String name) {
        return templates.computeIfAbsent(name, newestTemplate);
    }
}

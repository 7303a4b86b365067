package org.cardroom.processor.provisioning;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.processor.keys.InitialKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The templates by id, each with whether the keystore has what its cards come with. Not thread-safe. */
final class TemplateShelf {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateShelf.class);
    private static final CardId ANY = new CardId("00".repeat(16));

    private final ProfileTemplateRepository templates;
    private final InitialKeys initials;
    private final Map<UUID, Shelved> shelf = new HashMap<>();

    TemplateShelf(ProfileTemplateRepository templates, InitialKeys initials) {
        this.templates = templates;
        this.initials = initials;
    }

    /** A template, and whether its cards can be served here. */
    record Shelved(ProfileTemplate template, boolean usable) {}

    /** The template of this id; a version never changes, so it is read once. */
    Shelved get(UUID id) {
        if (!shelf.containsKey(id)) {
            templates.findAll().forEach((each, template) -> shelf.computeIfAbsent(each, x -> shelve(template)));
        }
        Shelved found = shelf.get(id);
        if (found == null) {
            throw new IllegalStateException("a request names a template that is not there: " + id);
        }
        return found;
    }

    /** Those known so far whose cards cannot be served here. */
    Set<UUID> unusable() {
        return shelf.entrySet().stream()
                .filter(entry -> !entry.getValue().usable())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Shelved shelve(ProfileTemplate template) {
        try {
            initials.key(template, ANY).close();
            if (template.kind() == CardKind.PIV && template.initialPuk() != null) {
                initials.puk(template.initialPuk()).close();
            }
            return new Shelved(template, true);
        } catch (EnvironmentException | IllegalArgumentException e) {
            LOG.warn("cards of template {} cannot be served: {}", template.name(), e.getMessage());
            return new Shelved(template, false);
        }
    }
}

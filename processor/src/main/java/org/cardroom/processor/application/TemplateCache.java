package org.cardroom.processor.application;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.processor.keys.InitialKeyProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profile templates by id, and whether the keystore has their initial keys and PUKs. Not thread-safe. */
final class TemplateCache {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateCache.class);
    private static final CardId ANY_CARD = new CardId("00".repeat(16));

    private final ProfileTemplateRepository templates;
    private final InitialKeyProvider initials;
    private final Map<UUID, CachedTemplate> cached = new HashMap<>();

    TemplateCache(ProfileTemplateRepository templates, InitialKeyProvider initials) {
        this.templates = templates;
        this.initials = initials;
    }

    /** A template, and whether its cards can be served here. */
    record CachedTemplate(ProfileTemplate template, boolean usable) {}

    /** Reads all templates if one of these is not cached; a stored template never changes. */
    void load(Collection<UUID> ids) {
        if (!cached.keySet().containsAll(ids)) {
            templates.findAll().forEach((id, template) -> cached.computeIfAbsent(id, x -> checkUsable(template)));
        }
    }

    /** The loaded template of this id. */
    CachedTemplate get(UUID id) {
        CachedTemplate found = cached.get(id);
        if (found == null) {
            throw new IllegalStateException("a request names the template " + id + ", which does not exist");
        }
        return found;
    }

    /** The loaded templates whose cards cannot be served here. */
    Set<UUID> unusableIds() {
        return cached.entrySet().stream()
                .filter(entry -> !entry.getValue().usable())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private CachedTemplate checkUsable(ProfileTemplate template) {
        try {
            initials.keyFor(template, ANY_CARD).close();
            if (template.kind() == CardKind.PIV && template.initialPuk() != null) {
                initials.puk(template.initialPuk()).close();
            }
            return new CachedTemplate(template, true);
        } catch (EnvironmentException | IllegalArgumentException e) {
            LOG.warn(
                    "cards of a template are rejected; template={}; reason={}; see 'processor add-initial-key', and restart",
                    template.name(),
                    e.getMessage());
            return new CachedTemplate(template, false);
        }
    }
}

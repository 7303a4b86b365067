package org.cardroom.ingest.gateway.templates;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.input.Names;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The newest version of each template; an older one is found by its id too. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0/profiletemplates")
class TemplateController {
    private final ProfileTemplateRepository templates;

    TemplateController(Database database) {
        templates = new ProfileTemplateRepository(database);
    }

    @Allowed
    @GetMapping
    List<Shapes.Profile> all() {
        return templates.findNewest().stream().map(Shapes.Profile::of).toList();
    }

    @Allowed
    @GetMapping("/{id}")
    ResponseEntity<Shapes.Profile> one(@PathVariable("id") UUID id) {
        return templates
                .find(id)
                .map(stored -> ResponseEntity.ok(Shapes.Profile.of(stored)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Allowed
    @GetMapping("/{id}/policies/{type}")
    ResponseEntity<Shapes.Policy> policy(@PathVariable("id") UUID id, @PathVariable("type") String type) {
        RequestType asked = Names.of(RequestType.class, "type", type);
        return templates
                .find(id)
                .filter(stored -> asked == RequestType.ENROLL)
                .map(stored -> ResponseEntity.ok(Shapes.Policy.enroll(stored.template())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Allowed
    @GetMapping("/{id}/configuration/smartcards")
    ResponseEntity<Shapes.Configuration> configuration(@PathVariable("id") UUID id) {
        return templates
                .find(id)
                .map(stored -> ResponseEntity.ok(Shapes.Configuration.of(stored.template())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}

package org.cardroom.gateway.templates;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.input.EnumNames;
import org.cardroom.gateway.input.JsonResponses;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operations on profile templates. The list has the newest versions; older versions are found by id. */
@RestController
@RequestMapping("/CertificateManagement/api/v1.0/profiletemplates")
class TemplateController {
    private final ProfileTemplateRepository templates;

    TemplateController(Database database) {
        templates = new ProfileTemplateRepository(database);
    }

    @RequiresRole
    @GetMapping
    List<TemplateDtos.Profile> list() {
        return templates.findNewest().stream().map(TemplateDtos.Profile::of).toList();
    }

    @RequiresRole
    @GetMapping("/{id}")
    ResponseEntity<TemplateDtos.Profile> get(@PathVariable("id") UUID id) {
        return JsonResponses.okOrNoContent(templates.find(id).map(TemplateDtos.Profile::of));
    }

    @RequiresRole
    @GetMapping("/{id}/policies/{type}")
    ResponseEntity<TemplateDtos.Policy> policy(@PathVariable("id") UUID id, @PathVariable("type") String type) {
        RequestType requestType = EnumNames.parse(RequestType.class, "type", type);
        return JsonResponses.okOrNoContent(templates
                .find(id)
                .filter(stored -> requestType == RequestType.ENROLL)
                .map(stored -> TemplateDtos.Policy.enroll(stored.template())));
    }

    @RequiresRole
    @GetMapping("/{id}/configuration/smartcards")
    ResponseEntity<TemplateDtos.Configuration> configuration(@PathVariable("id") UUID id) {
        return JsonResponses.okOrNoContent(
                templates.find(id).map(stored -> TemplateDtos.Configuration.of(stored.template())));
    }
}

package org.cardroom.gateway;

import org.cardroom.gateway.access.RequiresRole;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI document, without authentication. */
@RestController
class OpenApiController {
    @RequiresRole(permitAll = true)
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource document() {
        return new ClassPathResource("/openapi.json");
    }
}

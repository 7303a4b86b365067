package org.cardroom.ingest.gateway;

import org.cardroom.ingest.gateway.access.Allowed;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the API, for anybody: whoever has no password yet wants to know how to get a token. */
@RestController
class OpenApiController {
    @Allowed(anybody = true)
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource document() {
        return new ClassPathResource("/openapi.json");
    }
}

package org.cardroom.ingest.gateway;

import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.ingest.gateway.access.Allowed;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether it is any use to send requests here; for load balancers, which show no password. */
@RestController
class HealthController {
    private final Database database;

    HealthController(Database database) {
        this.database = database;
    }

    @Allowed(anybody = true)
    @GetMapping("/health")
    Map<String, String> health() {
        if (!database.isReachable()) {
            throw Refused.soon(Code.NO_DATABASE, "the database does not answer");
        }
        return Map.of("status", "UP");
    }
}

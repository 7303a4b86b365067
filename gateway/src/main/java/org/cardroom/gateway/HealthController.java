package org.cardroom.gateway;

import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The health check for load balancers, without authentication: UP if the database answers. */
@RestController
class HealthController {
    private final Database database;

    HealthController(Database database) {
        this.database = database;
    }

    @RequiresRole(permitAll = true)
    @GetMapping("/health")
    Map<String, String> health() {
        if (!database.isReachable()) {
            throw ApiException.retrySoon(ErrorCode.NO_DATABASE, "the database does not answer");
        }
        return Map.of("status", "UP");
    }
}

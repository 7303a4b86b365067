package org.cardroom.gateway;

import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.gateway.access.RequiresRole;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether it is any use to send requests here; for load balancers, which show no password. */
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

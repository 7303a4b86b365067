package org.cardroom.gateway.audit;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.gateway.access.ApiCaller;

/**
 * Appends to the gateway's own audit chain. Thread-safe: facts are appended one at a time, because each fact is chained to
 * the one before.
 */
public final class GatewayAuditLog {
    private final Database database;
    private final AuditChain auditChain;

    /** Opens the audit chain of this gateway. */
    public GatewayAuditLog(Database database, String gateway, Clock clock) {
        this.database = database;
        this.auditChain = new AuditChain(database, "gateway " + gateway, clock);
    }

    /** Appends the fact that this caller did this to the subject, in a transaction of its own. */
    public void append(ApiCaller caller, String subject, String text) {
        boolean unused = runAudited(caller, subject, text, () -> true);
    }

    /** Runs an operation and appends its fact in one transaction: if the operation throws, nothing is stored. */
    public synchronized <T> T runAudited(ApiCaller caller, String subject, String text, Supplier<T> operation) {
        AuditChain.AuditFact fact =
                new AuditChain.AuditFact(subject, text + " by " + caller.name() + " (" + caller.id() + ")");
        return Objects.requireNonNull(database.inTransaction().execute(status -> {
            T result = operation.get();
            var unused = auditChain.append(List.of(fact));
            return result;
        }));
    }
}

package org.cardroom.gateway.audit;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.gateway.access.ApiCaller;

/**
 * The gateway's own chain of the audit: who asked for what, written before it is given. Safe from any thread; one fact
 * at a time, as a chain is.
 */
public final class GatewayAuditLog {
    private final Database database;
    private final AuditChain auditChain;

    /** The chain of this gateway. */
    public GatewayAuditLog(Database database, String gateway, Clock clock) {
        this.database = database;
        this.auditChain = new AuditChain(database, "gateway " + gateway, clock);
    }

    /** Writes down, for good, that this caller did this to that. */
    public void append(ApiCaller caller, String subject, String what) {
        boolean unused = runAudited(caller, subject, what, () -> true);
    }

    /** Does it, and writes it down, in one transaction: both or, where it throws, neither. */
    public synchronized <T> T runAudited(ApiCaller caller, String subject, String what, Supplier<T> deed) {
        AuditChain.AuditFact fact =
                new AuditChain.AuditFact(subject, what + " by " + caller.name() + " (" + caller.id() + ")");
        return Objects.requireNonNull(database.inTransaction().execute(status -> {
            T done = deed.get();
            var unused = auditChain.append(List.of(fact));
            return done;
        }));
    }
}

package org.cardroom.ingest.gateway.access;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.stream.AuditChain;

/**
 * The gateway's own chain of the audit: who asked for what, written before it is given. Safe from any thread; one fact
 * at a time, as a chain is.
 */
public final class Auditor {
    private final Database database;
    private final AuditChain auditChain;

    /** The chain of this gateway. */
    public Auditor(Database database, String gateway, Clock clock) {
        this.database = database;
        this.auditChain = new AuditChain(database, "gateway " + gateway, clock);
    }

    /** Writes down, for good, that this caller did this to that. */
    public void write(Caller caller, String subject, String what) {
        boolean unused = write(caller, subject, what, () -> true);
    }

    /** Does it, and writes it down, in one transaction: both or, where it throws, neither. */
    public synchronized <T> T write(Caller caller, String subject, String what, Supplier<T> deed) {
        AuditChain.AuditFact fact = new AuditChain.AuditFact(subject, what + " by " + caller.name() + " (" + caller.id() + ")");
        return Objects.requireNonNull(database.inTransaction().execute(status -> {
            T done = deed.get();
            var unused = auditChain.append(List.of(fact));
            return done;
        }));
    }
}

package org.cardroom.ingest.gateway.access;

import java.time.Clock;
import java.util.List;
import org.cardroom.db.Store;
import org.cardroom.db.stream.Audit;

/**
 * The gateway's own chain of the audit: who asked for what, written before it is given. Safe from any thread; one fact
 * at a time, as a chain is.
 */
public final class Auditor {
    private final Store store;
    private final Audit audit;

    /** The chain of this gateway. */
    public Auditor(Store store, String gateway, Clock clock) {
        this.store = store;
        this.audit = new Audit(store, "gateway " + gateway, clock);
    }

    /** Writes down, for good, that this caller did this to that. */
    public synchronized void write(Caller caller, String subject, String what) {
        Audit.Fact fact = new Audit.Fact(subject, what + " by " + caller.name() + " (" + caller.id() + ")");
        store.inTransaction().executeWithoutResult(status -> audit.append(List.of(fact)));
    }
}

package org.cardroom.ingest.gateway.access;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
    public void write(Caller caller, String subject, String what) {
        boolean unused = write(caller, subject, what, () -> true);
    }

    /** Does it, and writes it down, in one transaction: both or, where it throws, neither. */
    public synchronized <T> T write(Caller caller, String subject, String what, Supplier<T> deed) {
        Audit.Fact fact = new Audit.Fact(subject, what + " by " + caller.name() + " (" + caller.id() + ")");
        return Objects.requireNonNull(store.inTransaction().execute(status -> {
            T done = deed.get();
            var unused = audit.append(List.of(fact));
            return done;
        }));
    }
}

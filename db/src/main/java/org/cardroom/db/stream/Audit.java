package org.cardroom.db.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.AuditHead;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * One writer's audit: a chain in which each entry's hash covers the one before, so that nothing can be changed or taken
 * out unseen. Its heads are published with the outcomes, so that a cut tail shows. Where the database was put back from
 * an older backup, an entry says what is lost and goes on from the published head.
 */
public final class Audit {
    private static final String START = "00".repeat(32);
    private static final String ADD = "INSERT INTO audit (writer, number, at, subject, what, hash)"
            + " SELECT ?, * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])";
    private static final String MOVE = "UPDATE audit_head SET number = ?, hash = ? WHERE writer = ?";

    private final Store store;
    private final JdbcClient jdbc;
    private final String writer;
    private final Clock clock;
    private final Supplier<UUID> room;
    /** As this object left it; absent before. */
    private @Nullable AuditHead last;

    /** The chain of this writer. */
    public Audit(Store store, String writer, Clock clock) {
        this.store = store;
        this.jdbc = JdbcClient.create(store.dataSource());
        this.writer = writer;
        this.clock = clock;
        this.room = SingletonSupplier.of(() -> new Heads(store).room());
    }

    /**
     * One fact.
     *
     * @param subject the card, agent or batch it is about
     * @param what happened; never a secret
     */
    public record Fact(String subject, String what) {}

    private record Row(long number, String at, String subject, String what, String hash) {}

    /**
     * From now on nothing is appended, unless the chain stands where it stands now: whatever is appended at this moment is
     * waited for.
     */
    public void goOn() {
        store.inTransaction().executeWithoutResult(status -> last = lock());
    }

    /**
     * Appends these, in the caller's transaction, and returns where the chain stands then.
     *
     * @throws IllegalStateException if it does not stand where this object left it: another database was put in its place
     */
    public AuditHead append(List<Fact> facts) {
        Trip trip = new Trip(store);
        AuditHead head = append(facts, trip);
        trip.run();
        return head;
    }

    /** The same, together with others. */
    public AuditHead append(List<Fact> facts, Trip trip) {
        return append(facts, lock(), trip);
    }

    /** The same, where it was locked before and stands here. */
    public AuditHead append(List<Fact> facts, AuditHead stands, Trip trip) {
        AuditHead head = stands;
        if (last != null && !last.equals(head)) {
            throw new IllegalStateException("the audit of " + writer + " stands at entry " + head.number()
                    + ", and it was left at " + last.number() + ": the database is not the one that it was");
        }
        List<Row> rows = new ArrayList<>();
        String at = clock.instant().toString();
        for (Fact fact : facts) {
            long number = head.number() + 1;
            String hash = hash(head.hash(), writer, number, at, fact.subject(), fact.what());
            rows.add(new Row(number, at, fact.subject(), fact.what(), hash));
            head = at(number, hash);
        }
        write(rows, head, trip);
        leave(head);
        return head;
    }

    /** What is not committed was not left there. */
    private void leave(AuditHead head) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                last = head;
            }
        });
    }

    /**
     * Goes on after a head that was published and is not in this database any more, in the caller's transaction.
     *
     * @return where the chain stands then
     * @throws IllegalArgumentException if nothing is lost between the two
     */
    public AuditHead resume(AuditHead published) {
        AuditHead stored = lock();
        Gap gap = new Gap(stored.number() + 1, published.number(), stored.hash(), published.hash());
        long number = published.number() + 1;
        String at = clock.instant().toString();
        String hash = hash(published.hash(), writer, number, at, Gap.SUBJECT, gap.words());
        AuditHead head = at(number, hash);
        Trip trip = new Trip(store);
        write(List.of(new Row(number, at, Gap.SUBJECT, gap.words(), hash)), head, trip);
        trip.run();
        leave(head);
        return head;
    }

    /** Where the chain stands. */
    public AuditHead head() {
        return Trip.alone(store, trip -> read("", trip)).stream().findFirst().orElseGet(() -> at(0, START));
    }

    private AuditHead at(long number, String hash) {
        return new AuditHead(writer, number, hash, room.get());
    }

    /**
     * Checks the whole chain. What was lost to an older backup, and is said to be, is not broken.
     *
     * @return the number of the first entry that is missing or altered; empty if all is well
     */
    public Optional<Long> firstBroken() {
        AuditHead head = at(0, START);
        for (Row row : rows("")) {
            AuditHead before = head;
            long number = Gap.at(row.subject, row.what, before, row.number)
                            .map(Gap::to)
                            .orElse(before.number())
                    + 1;
            String from = Gap.at(row.subject, row.what, before, row.number)
                    .map(Gap::goesOnFrom)
                    .orElse(before.hash());
            String hash = hash(from, writer, number, row.at, row.subject, row.what);
            if (row.number != number || !row.hash.equals(hash)) {
                return Optional.of(before.number() + 1);
            }
            head = at(number, hash);
        }
        return head.equals(head()) ? Optional.empty() : Optional.of(head.number() + 1);
    }

    /** What was lost to older backups, oldest first, in words: whoever reads them must know of each. */
    public List<String> gaps() {
        return rows(" AND subject = '" + Gap.SUBJECT + "'").stream()
                .map(Row::what)
                .toList();
    }

    private List<Row> rows(String suffix) {
        return jdbc.sql("SELECT * FROM audit WHERE writer = ?" + suffix + " ORDER BY number")
                .param(writer)
                .query((row, n) -> new Row(
                        row.getLong("number"),
                        row.getString("at"),
                        row.getString("subject"),
                        row.getString("what"),
                        row.getString("hash")))
                .list();
    }

    /** Whether the chain once stood where this head says. */
    public boolean holds(AuditHead published) {
        return jdbc.sql("SELECT count(*) FROM audit WHERE writer = ? AND number = ? AND hash = ?")
                        .params(published.writer(), published.number(), published.hash())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Locks the chain for the rest of the transaction, together with others: where it stands. */
    public Supplier<AuditHead> lock(Trip trip) {
        Supplier<List<AuditHead>> heads = read(" FOR UPDATE", trip);
        return () -> heads.get().stream().findFirst().orElseGet(this::begin);
    }

    private AuditHead lock() {
        return Trip.alone(store, this::lock);
    }

    private AuditHead begin() {
        jdbc.sql("INSERT INTO audit_head VALUES (?, 0, ?) ON CONFLICT DO NOTHING")
                .params(writer, START)
                .update();
        return lock();
    }

    private Supplier<List<AuditHead>> read(String suffix, Trip trip) {
        String sql = "SELECT number, hash FROM audit_head WHERE writer = ?" + suffix;
        return trip.ask(sql, (row, n) -> at(row.getLong(1), row.getString(2)), writer);
    }

    private void write(List<Row> rows, AuditHead head, Trip trip) {
        if (rows.isEmpty()) {
            return;
        }
        trip.add(
                ADD,
                writer,
                rows.stream().map(Row::number).toArray(Long[]::new),
                rows.stream().map(Row::at).toArray(String[]::new),
                rows.stream().map(Row::subject).toArray(String[]::new),
                rows.stream().map(Row::what).toArray(String[]::new),
                rows.stream().map(Row::hash).toArray(String[]::new));
        trip.add(MOVE, head.number(), head.hash(), writer);
    }

    /** SHA-256 over the parts, each with its length before it. */
    private static String hash(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return Hex.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no SHA-256", e);
        }
    }
}

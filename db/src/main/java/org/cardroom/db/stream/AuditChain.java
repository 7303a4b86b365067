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
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.events.card.Hex;
import org.cardroom.events.outcome.AuditChainHead;
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
public final class AuditChain {
    private static final String START = "00".repeat(32);
    private static final String ADD = "INSERT INTO audit (writer, number, at, subject, description, hash)"
            + " SELECT ?, * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])";
    private static final String MOVE = "UPDATE audit_head SET number = ?, hash = ? WHERE writer = ?";

    private final Database database;
    private final JdbcClient jdbc;
    private final String writer;
    private final Clock clock;
    private final Supplier<UUID> installation;
    /** As this object left it; absent before. */
    private @Nullable AuditChainHead last;

    /** The chain of this writer. */
    public AuditChain(Database database, String writer, Clock clock) {
        this.database = database;
        this.jdbc = JdbcClient.create(database.dataSource());
        this.writer = writer;
        this.clock = clock;
        this.installation = SingletonSupplier.of(() -> new AuditHeadRepository(database).installationId());
    }

    /**
     * One fact.
     *
     * @param subject the card, agent or batch it is about
     * @param what happened; never a secret
     */
    public record AuditFact(String subject, String what) {}

    private record AuditRow(long number, String at, String subject, String what, String hash) {}

    /**
     * From now on nothing is appended, unless the chain stands where it stands now: whatever is appended at this moment is
     * waited for.
     */
    public void pinHead() {
        database.inTransaction().executeWithoutResult(status -> last = lock());
    }

    /**
     * Appends these, in the caller's transaction, and returns where the chain stands then.
     *
     * @throws IllegalStateException if it does not stand where this object left it: another database was put in its place
     */
    public AuditChainHead append(List<AuditFact> facts) {
        StatementBatch statements = new StatementBatch(database);
        AuditChainHead head = append(facts, statements);
        statements.execute();
        return head;
    }

    /** The same, together with others. */
    public AuditChainHead append(List<AuditFact> facts, StatementBatch statements) {
        return append(facts, lock(), statements);
    }

    /** The same, where it was locked before and stands here. */
    public AuditChainHead append(List<AuditFact> facts, AuditChainHead stands, StatementBatch statements) {
        AuditChainHead head = stands;
        if (last != null && !last.equals(head)) {
            throw new IllegalStateException("the audit of " + writer + " stands at entry " + head.number()
                    + ", and it was left at " + last.number() + ": the database is not the one that it was");
        }
        List<AuditRow> rows = new ArrayList<>();
        String at = clock.instant().toString();
        for (AuditFact fact : facts) {
            long number = head.number() + 1;
            String hash = hash(head.hash(), writer, number, at, fact.subject(), fact.what());
            rows.add(new AuditRow(number, at, fact.subject(), fact.what(), hash));
            head = at(number, hash);
        }
        appendRows(rows, head, statements);
        rememberAfterCommit(head);
        return head;
    }

    /** What is not committed was not left there. */
    private void rememberAfterCommit(AuditChainHead head) {
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
    public AuditChainHead resumeAfterGap(AuditChainHead published) {
        AuditChainHead stored = lock();
        AuditGap gap = new AuditGap(stored.number() + 1, published.number(), stored.hash(), published.hash());
        long number = published.number() + 1;
        String at = clock.instant().toString();
        String hash = hash(published.hash(), writer, number, at, AuditGap.SUBJECT, gap.toText());
        AuditChainHead head = at(number, hash);
        StatementBatch statements = new StatementBatch(database);
        appendRows(List.of(new AuditRow(number, at, AuditGap.SUBJECT, gap.toText(), hash)), head, statements);
        statements.execute();
        rememberAfterCommit(head);
        return head;
    }

    /** Where the chain stands. */
    public AuditChainHead head() {
        return StatementBatch.single(database, statements -> read("", statements)).stream()
                .findFirst()
                .orElseGet(() -> at(0, START));
    }

    private AuditChainHead at(long number, String hash) {
        return new AuditChainHead(writer, number, hash, installation.get());
    }

    /**
     * Checks the whole chain. What was lost to an older backup, and is said to be, is not broken.
     *
     * @return the number of the first entry that is missing or altered; empty if all is well
     */
    public Optional<Long> findFirstBroken() {
        AuditChainHead head = at(0, START);
        for (AuditRow row : rows("")) {
            AuditChainHead before = head;
            long number = AuditGap.parse(row.subject, row.what, before, row.number)
                            .map(AuditGap::to)
                            .orElse(before.number())
                    + 1;
            String from = AuditGap.parse(row.subject, row.what, before, row.number)
                    .map(AuditGap::resumedFrom)
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
    public List<String> findGaps() {
        return rows(" AND subject = '" + AuditGap.SUBJECT + "'").stream()
                .map(AuditRow::what)
                .toList();
    }

    private List<AuditRow> rows(String suffix) {
        return jdbc.sql("SELECT * FROM audit WHERE writer = ?" + suffix + " ORDER BY number")
                .param(writer)
                .query((row, n) -> new AuditRow(
                        row.getLong("number"),
                        row.getString("at"),
                        row.getString("subject"),
                        row.getString("what"),
                        row.getString("hash")))
                .list();
    }

    /** Whether the chain once stood where this head says. */
    public boolean containsHead(AuditChainHead published) {
        return jdbc.sql("SELECT count(*) FROM audit WHERE writer = ? AND number = ? AND hash = ?")
                        .params(published.writer(), published.number(), published.hash())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Locks the chain for the rest of the transaction, together with others: where it stands. */
    public Supplier<AuditChainHead> lock(StatementBatch statements) {
        Supplier<List<AuditChainHead>> heads = read(" FOR UPDATE", statements);
        return () -> heads.get().stream().findFirst().orElseGet(this::insertHead);
    }

    private AuditChainHead lock() {
        return StatementBatch.single(database, this::lock);
    }

    private AuditChainHead insertHead() {
        jdbc.sql("INSERT INTO audit_head VALUES (?, 0, ?) ON CONFLICT DO NOTHING")
                .params(writer, START)
                .update();
        return lock();
    }

    private Supplier<List<AuditChainHead>> read(String suffix, StatementBatch statements) {
        String sql = "SELECT number, hash FROM audit_head WHERE writer = ?" + suffix;
        return statements.query(sql, (row, n) -> at(row.getLong(1), row.getString(2)), writer);
    }

    private void appendRows(List<AuditRow> rows, AuditChainHead head, StatementBatch statements) {
        if (rows.isEmpty()) {
            return;
        }
        statements.update(
                ADD,
                writer,
                rows.stream().map(AuditRow::number).toArray(Long[]::new),
                rows.stream().map(AuditRow::at).toArray(String[]::new),
                rows.stream().map(AuditRow::subject).toArray(String[]::new),
                rows.stream().map(AuditRow::what).toArray(String[]::new),
                rows.stream().map(AuditRow::hash).toArray(String[]::new));
        statements.update(MOVE, head.number(), head.hash(), writer);
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

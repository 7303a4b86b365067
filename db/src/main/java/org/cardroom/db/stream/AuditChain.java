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
 * The audit chain of one writer. Each entry's hash covers the entry before, so that changes and deletions are detected.
 * Heads are published with the outcomes, so that a truncated chain is detected too. After a restore from an older backup,
 * an entry records the lost ones and continues from the published head.
 */
public final class AuditChain {
    private static final String START = "00".repeat(32);
    private static final String ADD = "INSERT INTO audit (writer, number, at, subject, description, hash)"
            + " SELECT ?, * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])";
    private static final String SAVE_HEAD = "UPDATE audit_head SET number = ?, hash = ? WHERE writer = ?";

    private final Database database;
    private final JdbcClient jdbc;
    private final String writer;
    private final Clock clock;
    private final Supplier<UUID> installation;
    /** The head after the last committed append of this object; null before. */
    private @Nullable AuditChainHead last;

    /** Creates the chain of a writer. */
    public AuditChain(Database database, String writer, Clock clock) {
        this.database = database;
        this.jdbc = JdbcClient.create(database.dataSource());
        this.writer = writer;
        this.clock = clock;
        this.installation = SingletonSupplier.of(() -> new AuditHeadRepository(database).installationId());
    }

    /**
     * A fact to record.
     * @param subject card, agent or batch
     * @param what description; never a secret
     */
    public record AuditFact(String subject, String what) {}

    private record AuditRow(long number, String at, String subject, String what, String hash) {}

    /**
     * Pins the current head: later appends fail if the chain has another head by then. Waits for a concurrent append.
     */
    public void pinHead() {
        database.inTransaction().executeWithoutResult(status -> last = lock());
    }

    /**
     * Locks the chain and appends facts, in the caller's transaction.
     * @return the new head
     * @throws IllegalStateException if the head is not the one that this object left: the database was replaced
     */
    public AuditChainHead append(List<AuditFact> facts) {
        AuditChainHead locked = lock();
        StatementBatch statements = new StatementBatch(database);
        AuditChainHead head = append(facts, locked, statements);
        statements.execute();
        return head;
    }

    /** Like {@link #append(List)}, for a chain whose head is locked by {@link #lock(StatementBatch)}. */
    public AuditChainHead append(List<AuditFact> facts, AuditChainHead locked, StatementBatch statements) {
        AuditChainHead head = locked;
        if (last != null && !last.equals(head)) {
            throw new IllegalStateException("the audit chain of " + writer + " is at entry " + head.number() + ", not "
                    + last.number() + ": the database was replaced; run ./cardroom restore");
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

    private void rememberAfterCommit(AuditChainHead head) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                last = head;
            }
        });
    }

    /**
     * Continues after a published head that this database lost, in the caller's transaction.
     * @return the new head
     * @throws IllegalArgumentException if no entry is lost
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

    /** Reads the current head. */
    public AuditChainHead head() {
        return StatementBatch.single(database, statements -> read("", statements)).stream()
                .findFirst()
                .orElseGet(() -> at(0, START));
    }

    private AuditChainHead at(long number, String hash) {
        return new AuditChainHead(writer, number, hash, installation.get());
    }

    /**
     * Verifies the whole chain. A recorded gap after a restore is valid.
     * @return number of the first missing or altered entry; empty if the chain is valid
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

    /** Describes the gaps that restores left, oldest first; the reader must know whether each restore happened. */
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
                        row.getString("description"),
                        row.getString("hash")))
                .list();
    }

    /** Whether the chain contains the entry of this head. */
    public boolean containsHead(AuditChainHead published) {
        return jdbc.sql("SELECT count(*) FROM audit WHERE writer = ? AND number = ? AND hash = ?")
                        .params(published.writer(), published.number(), published.hash())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Locks the chain until the transaction ends and returns its head. */
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
        statements.update(SAVE_HEAD, head.number(), head.hash(), writer);
    }

    /** Computes SHA-256 over the parts, each prefixed with its length. */
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

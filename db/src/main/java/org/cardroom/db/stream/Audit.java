package org.cardroom.db.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardroom.db.Store;
import org.cardroom.db.Writes;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.AuditHead;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One writer's audit: a chain in which each entry's hash covers the one before, so that nothing can be changed or taken
 * out unseen. Its heads are published with the outcomes, so that a cut tail shows.
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

    /** The chain of this writer. */
    public Audit(Store store, String writer, Clock clock) {
        this.store = store;
        this.jdbc = JdbcClient.create(store.dataSource());
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * One fact.
     *
     * @param subject the card, agent or batch it is about
     * @param what happened; never a secret
     */
    public record Fact(String subject, String what) {}

    private record Row(long number, String at, String subject, String what, String hash) {}

    /** Appends these, in the caller's transaction, and returns where the chain stands then. */
    public AuditHead append(List<Fact> facts) {
        Writes writes = new Writes(store);
        AuditHead head = append(facts, writes);
        writes.run();
        return head;
    }

    /** The same, together with others. */
    public AuditHead append(List<Fact> facts, Writes writes) {
        AuditHead head = lock();
        List<Row> rows = new ArrayList<>();
        String at = clock.instant().toString();
        for (Fact fact : facts) {
            long number = head.number() + 1;
            String hash = hash(head.hash(), writer, number, at, fact.subject(), fact.what());
            rows.add(new Row(number, at, fact.subject(), fact.what(), hash));
            head = new AuditHead(writer, number, hash);
        }
        write(rows, head, writes);
        return head;
    }

    /** Where the chain stands. */
    public AuditHead head() {
        return read("").orElse(new AuditHead(writer, 0, START));
    }

    /**
     * Checks the whole chain.
     *
     * @return the number of the first entry that is missing or altered; empty if all is well
     */
    public Optional<Long> firstBroken() {
        AuditHead head = new AuditHead(writer, 0, START);
        List<Row> rows = jdbc.sql("SELECT * FROM audit WHERE writer = ? ORDER BY number")
                .param(writer)
                .query((row, n) -> new Row(
                        row.getLong("number"),
                        row.getString("at"),
                        row.getString("subject"),
                        row.getString("what"),
                        row.getString("hash")))
                .list();
        for (Row row : rows) {
            long number = head.number() + 1;
            String hash = hash(head.hash(), writer, number, row.at, row.subject, row.what);
            if (row.number != number || !row.hash.equals(hash)) {
                return Optional.of(number);
            }
            head = new AuditHead(writer, number, hash);
        }
        return head.equals(head()) ? Optional.empty() : Optional.of(head.number() + 1);
    }

    private AuditHead lock() {
        return read(" FOR UPDATE").orElseGet(this::begin);
    }

    private AuditHead begin() {
        jdbc.sql("INSERT INTO audit_head VALUES (?, 0, ?) ON CONFLICT DO NOTHING")
                .params(writer, START)
                .update();
        return read(" FOR UPDATE").orElseThrow();
    }

    private Optional<AuditHead> read(String suffix) {
        return jdbc.sql("SELECT number, hash FROM audit_head WHERE writer = ?" + suffix)
                .param(writer)
                .query((row, n) -> new AuditHead(writer, row.getLong(1), row.getString(2)))
                .optional();
    }

    private void write(List<Row> rows, AuditHead head, Writes writes) {
        if (rows.isEmpty()) {
            return;
        }
        writes.add(
                ADD,
                writer,
                rows.stream().map(Row::number).toArray(Long[]::new),
                rows.stream().map(Row::at).toArray(String[]::new),
                rows.stream().map(Row::subject).toArray(String[]::new),
                rows.stream().map(Row::what).toArray(String[]::new),
                rows.stream().map(Row::hash).toArray(String[]::new));
        writes.add(MOVE, head.number(), head.hash(), writer);
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

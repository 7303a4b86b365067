package org.cardroom.db.agents;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The enrolled agents. */
public final class AgentRepository {
    private static final String FIND =
            "SELECT name, enrolment, revoked IS NOT NULL FROM agent WHERE name = ANY (?::text[])";

    private static final int MOST_KNOWN = 10_000;

    private final Map<String, Optional<SignedEnrolment>> known = new ConcurrentHashMap<>();
    private final Database database;
    private final JdbcClient jdbc;

    /** Those of this database. */
    public AgentRepository(Database database) {
        this.database = database;
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** An agent's row: what its officer signed, to be checked before it is believed. */
    public record AgentRecord(SignedEnrolment signed, boolean revoked) {}

    /**
     * Enrols an agent; a new enrolment of the same name takes the place of the old one. False, and nothing is changed, if
     * it is revoked.
     */
    public boolean enrol(SignedEnrolment signed) {
        return enrol(signed, false);
    }

    /** Enrols an agent, and lifts its revocation if it is revoked. */
    public void enrolAndLiftRevocation(SignedEnrolment signed) {
        enrol(signed, true);
    }

    private boolean enrol(SignedEnrolment signed, boolean again) {
        String sql = "INSERT INTO agent (name, enrolment) VALUES (?, ?::jsonb) ON CONFLICT (name)"
                + " DO UPDATE SET enrolment = excluded.enrolment, enrolled = now(), revoked = NULL"
                + " WHERE agent.revoked IS NULL OR ?";
        String json = new String(MessageJson.write(signed), StandardCharsets.UTF_8);
        return jdbc.sql(sql).params(signed.enrolment().agent(), json, again).update() == 1;
    }

    /** Revokes an agent from now on; false if there is none of this name. */
    public boolean revoke(String name) {
        return jdbc.sql("UPDATE agent SET revoked = coalesce(revoked, now()) WHERE name = ?")
                        .param(name)
                        .update()
                == 1;
    }

    /** Those of these names that there are. */
    public Map<String, AgentRecord> find(Collection<String> names) {
        return StatementBatch.single(database, statements -> find(names, statements));
    }

    /** The same, together with others. */
    public Supplier<Map<String, AgentRecord>> find(Collection<String> names, StatementBatch statements) {
        if (names.isEmpty()) {
            return Map::of;
        }
        Supplier<List<Row>> rows = statements.query(
                FIND, (row, n) -> new Row(row.getString(1), row.getString(2), row.getBoolean(3)), (Object)
                        names.toArray(String[]::new));
        return () -> {
            Map<String, AgentRecord> found = new HashMap<>();
            rows.get().forEach(row -> read(row.enrolment)
                    .ifPresent(signed -> found.put(row.name, new AgentRecord(signed, row.revoked))));
            return found;
        };
    }

    private record Row(String name, String enrolment, boolean revoked) {}

    /** A row that cannot be read is no enrolment. The same text says the same, and is read once. */
    private Optional<SignedEnrolment> read(String json) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(json, AgentRepository::readAnew);
    }

    private static Optional<SignedEnrolment> readAnew(String json) {
        try {
            return Optional.of(MessageJson.read(json.getBytes(StandardCharsets.UTF_8), SignedEnrolment.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

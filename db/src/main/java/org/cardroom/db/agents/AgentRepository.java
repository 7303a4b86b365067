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

/** Reads and writes the enrolled agents. Thread-safe. */
public final class AgentRepository {
    private static final String FIND =
            "SELECT name, enrolment, revoked IS NOT NULL FROM agent WHERE name = ANY (?::text[])";

    private static final int MAX_CACHED = 10_000;

    private final Map<String, Optional<SignedEnrolment>> parsed = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public AgentRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** An agent's enrolment, whose signature the caller must verify. */
    public record AgentRecord(SignedEnrolment signed, boolean revoked) {}

    /**
     * Saves an enrolment, replacing an older one of the same agent. Returns false and changes nothing if the agent is
     * revoked.
     */
    public boolean enrol(SignedEnrolment signed) {
        return enrol(signed, false);
    }

    /** Saves an enrolment and removes a revocation. */
    public void enrolAndLiftRevocation(SignedEnrolment signed) {
        enrol(signed, true);
    }

    private boolean enrol(SignedEnrolment signed, boolean liftRevocation) {
        String sql = "INSERT INTO agent (name, enrolment) VALUES (?, ?::jsonb) ON CONFLICT (name)"
                + " DO UPDATE SET enrolment = excluded.enrolment, enrolled = now(), revoked = NULL"
                + " WHERE agent.revoked IS NULL OR ?";
        String json = new String(MessageJson.write(signed), StandardCharsets.UTF_8);
        return jdbc.sql(sql)
                        .params(signed.enrolment().agent(), json, liftRevocation)
                        .update()
                == 1;
    }

    /** Revokes an agent; returns false if there is none of this name. */
    public boolean revoke(String name) {
        return jdbc.sql("UPDATE agent SET revoked = coalesce(revoked, now()) WHERE name = ?")
                        .param(name)
                        .update()
                == 1;
    }

    /** Finds agents by name; omits names without a readable enrolment. */
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

    /** Returns the cached or parsed enrolment; empty if it cannot be parsed. */
    private Optional<SignedEnrolment> read(String json) {
        if (parsed.size() > MAX_CACHED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(json, AgentRepository::parse);
    }

    private static Optional<SignedEnrolment> parse(String json) {
        try {
            return Optional.of(MessageJson.read(json.getBytes(StandardCharsets.UTF_8), SignedEnrolment.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package org.cardroom.bench.database;

import java.util.List;
import org.cardroom.db.Database;
import org.cardroom.db.StatusLiterals;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inserts rows of cards issued long ago, as a processor leaves them: requests in batches of 10,000, cards, history,
 * letters, audit entries and replay ids. Needs PostgreSQL 18 and a superuser, since it disables foreign key checks.
 */
public final class IssuedCardSeeder {
    private static final String DRAW = """
            CREATE TEMPORARY TABLE issued_earlier ON COMMIT DROP AS
            SELECT n, uuidv7(interval '-400 days' + n * interval '10 seconds') AS request,
                uuidv7(interval '-300 days' + n * interval '10 seconds') AS card,
                upper(md5(n || 'issued_earlier')) AS card_id, now() - interval '300 days' + n * interval '10 seconds' AS at,
                md5('batch' || n / 10000)::uuid AS batch, (SELECT id FROM template LIMIT 1) AS template
            FROM generate_series((SELECT count(*) FROM card) + 1, (SELECT count(*) FROM card) + :cards) n
            """;
    private static final List<String> ROWS = List.of(
            """
            INSERT INTO batch (id, name, created, imported, closed)
            SELECT DISTINCT batch, 'issued_earlier', now() - interval '400 days', now(), now() FROM issued_earlier ON CONFLICT DO NOTHING
            """,
            """
            INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm,
                status, card, attempts, submitted, started, completed)
            SELECT request, request::text, batch, n % 10000 + 2, 'person.' || n, 'Person ' || n, template, 'GIDS', '3DES',
                {COMPLETED}, card, 1, at, at, at FROM issued_earlier
            """,
            """
            INSERT INTO card (id, card_id, kind, status, provisioning_state, request, template, confirmed_version,
                confirmed_issuance, key_may_be_written, instruction_count, session, agent, journal)
            SELECT card, card_id, 'GIDS', {ACTIVE}, 'ISSUED', request, template, 1, 1, false, 2, uuidv7(), 'agent-1', request
            FROM issued_earlier
            """,
            """
            INSERT INTO card_history (card, at, event, status, provisioning_state, confirmed_version, confirmed_issuance,
                instruction, description)
            SELECT card, at, uuidv7(), {ASSIGNED}, 'PIN_SENT', 0, 0, uuidv7(), 'SET_PIN under the proposed key'
            FROM issued_earlier, generate_series(1, 3)
            """,
            "INSERT INTO pin_letter SELECT request, card, repeat('sealed', 20), at FROM issued_earlier",
            """
            INSERT INTO audit SELECT 'issued_earlier', 3 * n + step, at, card_id, 'SET_PIN under the proposed key (agent-1)',
                repeat('00', 32) FROM issued_earlier, generate_series(0, 2) step
            """,
            "INSERT INTO processed_event SELECT event, now() FROM (SELECT uuidv7() AS event FROM issued_earlier) AS used");

    private final Database database;
    private final JdbcClient jdbc;

    /** Creates a seeder for a database with at least one template. */
    public IssuedCardSeeder(Database database) {
        this.database = database;
        this.jdbc = JdbcClient.create(database.dataSource());
    }

    /** Inserts cards until the table has this many, then vacuums and writes a checkpoint. */
    public void growTo(int cards) {
        int missing = cards
                - jdbc.sql("SELECT count(*) FROM card").query(Integer.class).single();
        if (missing > 0) {
            insertIssuedCards(missing);
        }
    }

    private void insertIssuedCards(int cards) {
        database.inTransaction().executeWithoutResult(status -> {
            jdbc.sql("SET LOCAL session_replication_role = replica").update();
            jdbc.sql(DRAW).param("cards", cards).update();
            ROWS.forEach(sql -> jdbc.sql(StatusLiterals.expand(sql)).update());
        });
        jdbc.sql("VACUUM (ANALYZE)").update();
        jdbc.sql("CHECKPOINT").update();
    }
}

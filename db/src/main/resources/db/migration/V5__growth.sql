-- What is asked with every poll costs the same however many rows there are: each question has an index whose order is
-- its own, over the rows that are still open.

-- The requests that wait for any card, by what a card shows of itself and where it is.
DROP INDEX request_open;
CREATE INDEX request_waiting ON request (kind, algorithm, coalesce(station, ''), priority DESC, submitted, line)
    WHERE named_card IS NULL AND status = 3;

-- Those of them that a blank card may be initialised for, as their template says.
ALTER TABLE request ADD COLUMN initialise boolean NOT NULL DEFAULT false;
UPDATE request SET initialise = true FROM template
    WHERE template.id = request.template AND status = 3 AND content ->> 'initialise' = 'true';
CREATE INDEX request_blank ON request (coalesce(station, ''), priority DESC, submitted, line)
    WHERE named_card IS NULL AND status = 3 AND initialise;

-- Whether any waits for a card that its manifest names.
CREATE INDEX request_named_waiting ON request (kind)
    WHERE named_card IS NOT NULL AND status = 3 AND initialising_begun IS NULL;

-- One index where there were two; nothing asks for a line of the history by its number.
ALTER TABLE card_history DROP CONSTRAINT card_history_pkey;
ALTER TABLE card_history ADD PRIMARY KEY (card, id);
DROP INDEX card_history_card;

-- Hardly ever more than a few live rows among all that were deleted. Cutting the file's end would lock the table.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);

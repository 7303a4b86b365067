-- Whose database this is: a backup that is put back is the same room, an empty database another.
CREATE TABLE room (id uuid PRIMARY KEY);
INSERT INTO room VALUES (gen_random_uuid());

-- Which making of a topic the consumed offsets are of.
CREATE TABLE consumed_topic (
    topic text PRIMARY KEY,
    id text NOT NULL
);

-- Cards that could not be brought forward after an older backup was put back, and what was published about each.
CREATE TABLE held_back (
    card_id text PRIMARY KEY,
    reason text NOT NULL,
    outcomes text[] NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);

-- What the keys of the processors' keystore check to, so that another room's shows; null before one was used.
CREATE TABLE keystore_key (
    name text PRIMARY KEY,
    mark text
);
INSERT INTO keystore_key (name)
SELECT 'master-' || version FROM (
    SELECT confirmed_version AS version FROM card UNION SELECT proposed_version FROM card UNION SELECT puk_version FROM card
) AS used WHERE version > 0;

-- Cardroom's own tables. No column holds a PIN, a key or an authentication response that the database could read.

CREATE TABLE template (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version int NOT NULL,
    content jsonb NOT NULL,
    loaded timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, version)
);

CREATE TABLE batch (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    -- SHA-256 of the file that it is read from.
    manifest text,
    created timestamptz NOT NULL DEFAULT now(),
    -- Set once the whole manifest was read, and once every line came to its end.
    imported timestamptz,
    closed timestamptz
);
CREATE INDEX batch_unfinished ON batch (manifest) WHERE imported IS NULL;

-- Status: the numbers of the wire, RequestStatus.
CREATE TABLE request (
    id uuid PRIMARY KEY,
    external_id text NOT NULL UNIQUE,
    batch uuid NOT NULL REFERENCES batch,
    line int NOT NULL,
    person text NOT NULL,
    display_name text NOT NULL,
    template uuid NOT NULL REFERENCES template,
    kind text NOT NULL,
    algorithm text NOT NULL,
    named_card text,
    station text,
    priority int NOT NULL DEFAULT 0,
    status smallint NOT NULL,
    reason text,
    card uuid,
    attempts int NOT NULL DEFAULT 0,
    submitted timestamptz NOT NULL DEFAULT now(),
    started timestamptz,
    completed timestamptz
);
CREATE UNIQUE INDEX request_named ON request (named_card) WHERE named_card IS NOT NULL AND status IN (3, 16, 18);
CREATE INDEX request_open ON request (kind, priority DESC, submitted, line) WHERE named_card IS NULL AND status = 3;
CREATE INDEX request_batch ON request (batch, line);

CREATE TABLE rejected_line (
    batch uuid NOT NULL REFERENCES batch,
    line int NOT NULL,
    external_id text,
    person text,
    reasons text NOT NULL,
    PRIMARY KEY (batch, line)
);

-- Status: the numbers of the wire, CardStatus. Key version 0 is the template's initial key.
CREATE TABLE card (
    id uuid PRIMARY KEY,
    card_id text NOT NULL,
    kind text NOT NULL,
    status smallint NOT NULL,
    provisioning text NOT NULL,
    request uuid NOT NULL REFERENCES request,
    template uuid NOT NULL REFERENCES template,
    confirmed_version int NOT NULL,
    confirmed_issuance int NOT NULL,
    proposed_version int,
    proposed_issuance int,
    confirmed_refused boolean NOT NULL DEFAULT false,
    proposed_refused boolean NOT NULL DEFAULT false,
    key_sent boolean NOT NULL DEFAULT false,
    puk_sent boolean NOT NULL DEFAULT false,
    puk_version int NOT NULL DEFAULT 0,
    tries int NOT NULL DEFAULT 0,
    steps int NOT NULL DEFAULT 0,
    session uuid,
    agent text,
    instruction uuid,
    step text,
    with_proposed boolean NOT NULL DEFAULT false,
    journal uuid,
    held_pin text,
    updated timestamptz NOT NULL DEFAULT now()
);
-- Retired plastic may come back under a new identifier.
CREATE UNIQUE INDEX card_in_use ON card (card_id) WHERE status <> 6;

CREATE TABLE card_history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    event uuid NOT NULL,
    status smallint NOT NULL,
    provisioning text NOT NULL,
    confirmed_version int NOT NULL,
    confirmed_issuance int NOT NULL,
    proposed_version int,
    proposed_issuance int,
    instruction uuid,
    what text NOT NULL
);
CREATE INDEX card_history_card ON card_history (card, id);

-- A PIN for its letter, sealed to the letter printers' key.
CREATE TABLE letter (
    request uuid PRIMARY KEY REFERENCES request,
    card uuid NOT NULL REFERENCES card,
    sealed text NOT NULL,
    created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE consumed_offset (
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Event and session ids, kept for 72 hours, so that a replay is known.
CREATE TABLE seen (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX seen_at ON seen (at);

-- What was decided and is not yet known to be published.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_partition int NOT NULL,
    topic text NOT NULL,
    record_key text,
    body bytea,
    reason text,
    created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE agent (
    name text PRIMARY KEY,
    enrolment jsonb NOT NULL,
    enrolled timestamptz NOT NULL DEFAULT now(),
    revoked timestamptz
);

-- One hash chain a writer: a single one would serialise them all.
CREATE TABLE audit (
    writer text NOT NULL,
    number bigint NOT NULL,
    at text NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (writer, number)
);
CREATE TABLE audit_head (
    writer text PRIMARY KEY,
    number bigint NOT NULL,
    hash text NOT NULL
);

-- The schema of Cardroom. No column holds a PIN, a key or an authentication response that the database could read.
-- Status numbers are those of RequestStatus and CardStatus in module domain, also on the wire.

-- Identity

CREATE TABLE installation (id uuid PRIMARY KEY);
INSERT INTO installation VALUES (gen_random_uuid());
COMMENT ON TABLE installation IS
    'Identifies the installation: a restored backup keeps the id, an empty database gets another one';

CREATE TABLE keystore_key (
    name text PRIMARY KEY,
    fingerprint text
);
COMMENT ON TABLE keystore_key IS 'Keys of the processors'' keystore that this database was used with';
COMMENT ON COLUMN keystore_key.fingerprint IS 'Detects the keystore of another installation; null before the first use';

CREATE TABLE agent (
    name text PRIMARY KEY,
    enrolment jsonb NOT NULL,
    enrolled timestamptz NOT NULL DEFAULT now(),
    revoked timestamptz
);
COMMENT ON TABLE agent IS 'Enrolled reader agents';
COMMENT ON COLUMN agent.enrolment IS 'Signed by the officer; the signature is verified at each use';

-- Issuance

CREATE TABLE template (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version int NOT NULL,
    content jsonb NOT NULL,
    loaded timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, version)
);
COMMENT ON TABLE template IS 'Versions of profile templates; a version never changes';

CREATE TABLE batch (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    manifest_sha256 text,
    created timestamptz NOT NULL DEFAULT now(),
    imported timestamptz,
    closed timestamptz
);
CREATE INDEX batch_unfinished ON batch (manifest_sha256) WHERE imported IS NULL;
COMMENT ON TABLE batch IS 'One for each manifest, and one for each day''s HTTP requests';
COMMENT ON COLUMN batch.imported IS 'When the whole manifest was read';
COMMENT ON COLUMN batch.closed IS 'When the last line reached its final status';

CREATE TABLE rejected_line (
    batch uuid NOT NULL REFERENCES batch,
    line int NOT NULL,
    external_id text,
    person text,
    reasons text NOT NULL,
    PRIMARY KEY (batch, line)
);
COMMENT ON TABLE rejected_line IS 'Manifest lines that did not become requests';

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
    initialise boolean NOT NULL DEFAULT false,
    status smallint NOT NULL,
    reason text,
    card uuid,
    attempts int NOT NULL DEFAULT 0,
    submitted timestamptz NOT NULL DEFAULT now(),
    started timestamptz,
    completed timestamptz,
    initialization_agent text,
    initialization_slot text,
    initialization_session uuid,
    initialization_instruction uuid,
    initialization_started timestamptz,
    initialization_done boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE request IS 'Orders to issue one card each; initialization_* describe the blank card that becomes named_card';
COMMENT ON COLUMN request.status IS
    'RequestStatus: 3 approved, 4 denied, 8 completed, 9 failed, 16 pending, 17 canceled, 18 executing';
COMMENT ON COLUMN request.initialise IS 'Whether the template allows a blank card';
CREATE INDEX request_batch ON request (batch, line);
CREATE UNIQUE INDEX request_named ON request (named_card) WHERE named_card IS NOT NULL AND status IN (3, 16, 18);
CREATE INDEX request_initialization ON request (initialization_started)
    WHERE initialization_started IS NOT NULL AND status = 3;
-- Each query of a poll has a partial index over open requests, so that its cost does not grow with the table.
CREATE INDEX request_waiting ON request (kind, algorithm, coalesce(station, ''), priority DESC, submitted, line)
    WHERE named_card IS NULL AND status = 3;
CREATE INDEX request_blank ON request (coalesce(station, ''), priority DESC, submitted, line)
    WHERE named_card IS NULL AND status = 3 AND initialise;
CREATE INDEX request_named_waiting ON request (kind)
    WHERE named_card IS NOT NULL AND status = 3 AND initialization_started IS NULL;

CREATE TABLE card (
    id uuid PRIMARY KEY,
    card_id text NOT NULL,
    kind text NOT NULL,
    status smallint NOT NULL,
    provisioning_state text NOT NULL,
    request uuid NOT NULL REFERENCES request,
    template uuid NOT NULL REFERENCES template,
    confirmed_version int NOT NULL,
    confirmed_issuance int NOT NULL,
    proposed_version int,
    proposed_issuance int,
    confirmed_refused boolean NOT NULL DEFAULT false,
    proposed_refused boolean NOT NULL DEFAULT false,
    key_may_be_written boolean NOT NULL DEFAULT false,
    puk_may_be_written boolean NOT NULL DEFAULT false,
    puk_version int NOT NULL DEFAULT 0,
    unresolved_answers int NOT NULL DEFAULT 0,
    instruction_count int NOT NULL DEFAULT 0,
    session uuid,
    agent text,
    instruction uuid,
    instruction_type text,
    answer_under_proposed boolean NOT NULL DEFAULT false,
    journal uuid,
    held_pin text,
    updated timestamptz NOT NULL DEFAULT now(),
    worked_over_http boolean NOT NULL DEFAULT false,
    http_last_challenge text,
    http_diversified boolean NOT NULL DEFAULT false,
    atr text
);
COMMENT ON TABLE card IS 'Cards, one row for each life of the plastic';
COMMENT ON COLUMN card.status IS
    'CardStatus: 0 new, 1 assigned, 2 active, 3 disabled, 5 suspended, 6 retired';
COMMENT ON COLUMN card.provisioning_state IS 'ProvisioningState';
COMMENT ON COLUMN card.confirmed_version IS 'Version of the master key; 0 for the initial key of the template';
COMMENT ON COLUMN card.instruction IS 'Last instruction that was sent and not yet reported';
COMMENT ON COLUMN card.held_pin IS 'Sealed to the processors'' hold key until the card is issued';
COMMENT ON COLUMN card.http_diversified IS 'Whether http_last_challenge was answered under the card''s own key';
-- Retired plastic may come back under a new id.
CREATE UNIQUE INDEX card_in_use ON card (card_id) WHERE status <> 6;
CREATE INDEX card_plastic ON card (card_id);

CREATE TABLE card_history (
    id bigint GENERATED ALWAYS AS IDENTITY,
    card uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    event uuid NOT NULL,
    status smallint NOT NULL,
    provisioning_state text NOT NULL,
    confirmed_version int NOT NULL,
    confirmed_issuance int NOT NULL,
    proposed_version int,
    proposed_issuance int,
    instruction uuid,
    description text NOT NULL,
    PRIMARY KEY (card, id)
);
COMMENT ON TABLE card_history IS 'State of a card after each event';
COMMENT ON COLUMN card_history.status IS 'CardStatus, see card.status';

CREATE TABLE pin_letter (
    request uuid PRIMARY KEY REFERENCES request,
    card uuid NOT NULL REFERENCES card,
    sealed text NOT NULL,
    created timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE pin_letter IS 'PINs for letters, sealed to the key of the letter printers';

CREATE TABLE quarantined_card (
    card_id text PRIMARY KEY,
    reason text NOT NULL,
    outcomes text[] NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE quarantined_card IS
    'Cards whose state could not be rolled forward after a restore, and their published outcomes';

-- Event stream

CREATE TABLE consumed_offset (
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE consumed_offset IS 'Next offset of each partition, committed with the decisions; Kafka''s own are unused';

CREATE TABLE consumed_topic_id (
    topic text PRIMARY KEY,
    id text NOT NULL
);
COMMENT ON TABLE consumed_topic_id IS 'Kafka''s topic id that consumed_offset refers to; a re-created topic has another one';

CREATE TABLE processed_event (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX processed_event_at ON processed_event (at);
COMMENT ON TABLE processed_event IS 'Replay protection: ids of processed events and sessions, kept for 72 hours';

CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_partition int NOT NULL,
    topic text NOT NULL,
    record_key text,
    body bytea,
    reason text,
    created timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outbox IS 'Records to publish; deleted when the broker acknowledges them';
COMMENT ON COLUMN outbox.reason IS 'Why the record is a dead letter; null for others';
-- Few rows live among many deleted ones. Truncating the file's end would lock the table.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);

-- Audit: a hash chain for each writer, since a single chain would serialise all writers.

CREATE TABLE audit (
    writer text NOT NULL,
    number bigint NOT NULL,
    at text NOT NULL,
    subject text NOT NULL,
    description text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (writer, number)
);
COMMENT ON TABLE audit IS 'Audit entries; each hash covers the one before';

CREATE TABLE audit_head (
    writer text PRIMARY KEY,
    number bigint NOT NULL,
    hash text NOT NULL
);
COMMENT ON TABLE audit_head IS 'Newest entry of each writer';

-- HTTP API

CREATE TABLE http_request (
    request uuid PRIMARY KEY REFERENCES request,
    type text NOT NULL,
    comment text NOT NULL,
    data jsonb NOT NULL,
    originator uuid NOT NULL,
    originator_name text NOT NULL,
    target uuid NOT NULL,
    decider uuid,
    decided timestamptz
);
CREATE INDEX http_request_newest ON http_request (request DESC);
CREATE INDEX http_request_originator ON http_request (originator, request DESC);
COMMENT ON TABLE http_request IS 'What the HTTP API adds to a request';
COMMENT ON COLUMN http_request.decider IS 'User who approved, denied or canceled it';

CREATE SEQUENCE http_batch_line AS int CYCLE;
COMMENT ON SEQUENCE http_batch_line IS 'Line numbers in the batch of the day; results are read in their order';

CREATE TABLE http_user (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    roles text[] NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    disabled timestamptz
);
COMMENT ON TABLE http_user IS 'Users of the HTTP API where no OpenID issuer is configured';

-- Spring Batch 6.0: org/springframework/batch/core/schema-postgresql.sql, unchanged

CREATE TABLE BATCH_JOB_INSTANCE (
	JOB_INSTANCE_ID BIGINT  NOT NULL PRIMARY KEY,
	VERSION BIGINT,
	JOB_NAME VARCHAR(100) NOT NULL,
	JOB_KEY VARCHAR(32) NOT NULL,
	constraint JOB_INST_UN unique (JOB_NAME, JOB_KEY)
) ;

CREATE TABLE BATCH_JOB_EXECUTION (
	JOB_EXECUTION_ID BIGINT  NOT NULL PRIMARY KEY,
	VERSION BIGINT,
	JOB_INSTANCE_ID BIGINT NOT NULL,
	CREATE_TIME TIMESTAMP NOT NULL,
	START_TIME TIMESTAMP DEFAULT NULL,
	END_TIME TIMESTAMP DEFAULT NULL,
	STATUS VARCHAR(10),
	EXIT_CODE VARCHAR(2500),
	EXIT_MESSAGE VARCHAR(2500),
	LAST_UPDATED TIMESTAMP,
	constraint JOB_INST_EXEC_FK foreign key (JOB_INSTANCE_ID)
	references BATCH_JOB_INSTANCE(JOB_INSTANCE_ID)
) ;

CREATE TABLE BATCH_JOB_EXECUTION_PARAMS (
	JOB_EXECUTION_ID BIGINT NOT NULL,
	PARAMETER_NAME VARCHAR(100) NOT NULL,
	PARAMETER_TYPE VARCHAR(100) NOT NULL,
	PARAMETER_VALUE VARCHAR(2500),
	IDENTIFYING CHAR(1) NOT NULL,
	constraint JOB_EXEC_PARAMS_FK foreign key (JOB_EXECUTION_ID)
	references BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
) ;

CREATE TABLE BATCH_STEP_EXECUTION (
	STEP_EXECUTION_ID BIGINT  NOT NULL PRIMARY KEY,
	VERSION BIGINT NOT NULL,
	STEP_NAME VARCHAR(100) NOT NULL,
	JOB_EXECUTION_ID BIGINT NOT NULL,
	CREATE_TIME TIMESTAMP NOT NULL,
	START_TIME TIMESTAMP DEFAULT NULL,
	END_TIME TIMESTAMP DEFAULT NULL,
	STATUS VARCHAR(10),
	COMMIT_COUNT BIGINT,
	READ_COUNT BIGINT,
	FILTER_COUNT BIGINT,
	WRITE_COUNT BIGINT,
	READ_SKIP_COUNT BIGINT,
	WRITE_SKIP_COUNT BIGINT,
	PROCESS_SKIP_COUNT BIGINT,
	ROLLBACK_COUNT BIGINT,
	EXIT_CODE VARCHAR(2500),
	EXIT_MESSAGE VARCHAR(2500),
	LAST_UPDATED TIMESTAMP,
	constraint JOB_EXEC_STEP_FK foreign key (JOB_EXECUTION_ID)
	references BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
) ;

CREATE TABLE BATCH_STEP_EXECUTION_CONTEXT (
	STEP_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
	SHORT_CONTEXT VARCHAR(2500) NOT NULL,
	SERIALIZED_CONTEXT TEXT,
	constraint STEP_EXEC_CTX_FK foreign key (STEP_EXECUTION_ID)
	references BATCH_STEP_EXECUTION(STEP_EXECUTION_ID)
) ;

CREATE TABLE BATCH_JOB_EXECUTION_CONTEXT (
	JOB_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
	SHORT_CONTEXT VARCHAR(2500) NOT NULL,
	SERIALIZED_CONTEXT TEXT,
	constraint JOB_EXEC_CTX_FK foreign key (JOB_EXECUTION_ID)
	references BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
) ;

CREATE SEQUENCE BATCH_STEP_EXECUTION_SEQ MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE BATCH_JOB_EXECUTION_SEQ MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE BATCH_JOB_INSTANCE_SEQ MAXVALUE 9223372036854775807 NO CYCLE;

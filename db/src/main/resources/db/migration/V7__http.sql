-- What requests that came over HTTP carry besides what issuing needs. Whoever asks is named by an id and by a name.
CREATE TABLE http_request (
    request uuid PRIMARY KEY REFERENCES request,
    type text NOT NULL,
    comment text NOT NULL,
    data jsonb NOT NULL,
    originator uuid NOT NULL,
    originator_name text NOT NULL,
    target uuid NOT NULL,
    -- Who approved or denied it, or took it back.
    decider uuid,
    decided timestamptz
);

-- The newest first, page by page.
CREATE INDEX http_request_newest ON http_request (request DESC);
CREATE INDEX http_request_originator ON http_request (originator, request DESC);

-- Lines of the day's batch: results are read in their order.
CREATE SEQUENCE http_line AS int CYCLE;

-- Who may ask where no OpenID issuer says so. The hash is of a slow function, and names it.
CREATE TABLE http_user (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    hash text NOT NULL,
    roles text[] NOT NULL,
    added timestamptz NOT NULL DEFAULT now(),
    disabled timestamptz
);

-- A plastic's former lives, too.
CREATE INDEX card_plastic ON card (card_id);

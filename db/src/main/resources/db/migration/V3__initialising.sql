-- A blank card that is being made the card that its request names: where, under which instruction, since when.
ALTER TABLE request
    ADD COLUMN initialising_agent text,
    ADD COLUMN initialising_slot text,
    ADD COLUMN initialising_session uuid,
    ADD COLUMN initialising_instruction uuid,
    ADD COLUMN initialising_begun timestamptz,
    ADD COLUMN initialising_done boolean NOT NULL DEFAULT false;
CREATE INDEX request_initialising ON request (initialising_begun) WHERE initialising_begun IS NOT NULL AND status = 3;

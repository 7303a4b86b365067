-- A blank card that is being made the card that its request names: where, under which instruction, since when.
ALTER TABLE request
    ADD COLUMN making_agent text,
    ADD COLUMN making_slot text,
    ADD COLUMN making_session uuid,
    ADD COLUMN making_instruction uuid,
    ADD COLUMN making_begun timestamptz,
    ADD COLUMN making_done boolean NOT NULL DEFAULT false;
CREATE INDEX request_making ON request (making_begun) WHERE making_begun IS NOT NULL AND status = 3;

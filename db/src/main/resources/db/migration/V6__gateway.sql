-- A card that is worked over the HTTP API, and the last challenge that was answered for it there: with_proposed says
-- under which key. The answer-to-reset is as its client told it.
ALTER TABLE card
    ADD COLUMN gateway boolean NOT NULL DEFAULT false,
    ADD COLUMN challenge text,
    ADD COLUMN atr text;

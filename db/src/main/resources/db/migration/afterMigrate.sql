-- Grants each role of `db init-roles` the rights that its part needs. Flyway runs this after every migration.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cardroom_processor') THEN
        RETURN;
    END IF;

    REVOKE ALL ON ALL TABLES IN SCHEMA public
        FROM cardroom_processor, cardroom_gateway, cardroom_ingest, cardroom_readonly;
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA public
        FROM cardroom_processor, cardroom_gateway, cardroom_ingest, cardroom_readonly;

    GRANT SELECT ON ALL TABLES IN SCHEMA public TO cardroom_processor, cardroom_readonly;
    REVOKE ALL ON http_user FROM cardroom_processor, cardroom_readonly;
    REVOKE ALL ON pin_letter, outbox FROM cardroom_readonly;

    -- Audit and history are only ever added to.
    GRANT INSERT ON audit, card_history TO cardroom_processor, cardroom_gateway;
    GRANT INSERT, UPDATE ON audit_head TO cardroom_processor, cardroom_gateway;

    GRANT INSERT, UPDATE ON keystore_key, card, request TO cardroom_processor;
    GRANT UPDATE ON batch TO cardroom_processor;
    GRANT INSERT ON pin_letter TO cardroom_processor;
    GRANT INSERT, UPDATE, DELETE ON quarantined_card, consumed_offset, consumed_topic_id, processed_event, outbox
        TO cardroom_processor;

    GRANT SELECT ON installation, template, batch, request, card, card_history, quarantined_card, audit, audit_head,
        http_request, http_user, flyway_schema_history TO cardroom_gateway;
    GRANT INSERT, UPDATE ON batch, request, card, http_request, http_user TO cardroom_gateway;
    GRANT USAGE ON SEQUENCE http_batch_line TO cardroom_gateway;

    GRANT SELECT ON installation, agent, template, batch, rejected_line, request, flyway_schema_history
        TO cardroom_ingest;
    GRANT SELECT (card_id, status) ON card TO cardroom_ingest;
    GRANT INSERT, UPDATE ON agent, batch, rejected_line TO cardroom_ingest;
    GRANT INSERT ON template, request TO cardroom_ingest;

    GRANT SELECT, INSERT, UPDATE, DELETE ON batch_job_instance, batch_job_execution, batch_job_execution_params,
        batch_job_execution_context, batch_step_execution, batch_step_execution_context
        TO cardroom_processor, cardroom_ingest;
    GRANT USAGE ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq
        TO cardroom_processor, cardroom_ingest;
END $$;

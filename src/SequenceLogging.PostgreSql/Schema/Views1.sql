CREATE VIEW global_sequences AS
SELECT s.sequence_id,
       s.user_id,
       s.username,
       s.language,
       CASE s.status WHEN 0 THEN 'active' WHEN 1 THEN 'completed' WHEN 2 THEN 'failed' ELSE 'abandoned' END AS status,
       k.step_name AS current_step,
       s.step_count,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + s.created_at * INTERVAL '1 microsecond' AS created_at,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + s.updated_at * INTERVAL '1 microsecond' AS updated_at,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + s.completed_at * INTERVAL '1 microsecond' AS completed_at,
       s.metadata
  FROM sequences s
  LEFT JOIN step_kinds k ON k.id = s.last_step_kind;

CREATE VIEW global_sequence_steps AS
SELECT t.position AS id,
       s.sequence_id,
       t.step_order,
       k.step_name,
       s.sequence_id || ':' || k.step_name AS qualified_step,
       nullif(k.component, '') AS component,
       CASE t.status WHEN 0 THEN 'started' WHEN 1 THEN 'completed' WHEN 2 THEN 'failed' ELSE 'skipped' END AS status,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + t.timestamp * INTERVAL '1 microsecond' AS timestamp,
       t.duration_ms,
       t.message,
       t.metadata,
       t.error,
       encode(substr(t.trace, 1, 16), 'hex') AS trace_id,
       encode(substr(t.trace, 17, 8), 'hex') AS span_id
  FROM steps t
  JOIN sequences s ON s.id = t.sequence
  JOIN step_kinds k ON k.id = t.kind;

CREATE VIEW global_component_links AS
SELECT s.sequence_id,
       l.component,
       l.entity_type,
       l.entity_id,
       l.link_type,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + l.first_seen * INTERVAL '1 microsecond' AS first_seen,
       TIMESTAMPTZ '1970-01-01 00:00:00+00' + l.last_seen * INTERVAL '1 microsecond' AS last_seen,
       l.metadata
  FROM links l
  JOIN sequences s ON s.id = l.sequence;

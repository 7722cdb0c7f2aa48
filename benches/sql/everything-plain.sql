-- The tables joined and sorted, as one writes it before trying what is fastest: neither `seq` nor the previous status,
-- which take a look at other rows, and DuckDB set up as it comes.
COPY (
    WITH joined AS (
        SELECT segments.interaction_id, started_at, ended_at,
               date_diff('millisecond', created_at::TIMESTAMP, started_at::TIMESTAMP) / 1000 AS elapsed_seconds,
               duration AS duration_seconds, reason, event, segments.status,
               segments.queue_id, coalesce(queues.name, segments.queue_id) AS queue_name,
               segments.user_id, coalesce(first_name || ' ' || last_name, segments.user_id) AS user_name,
               segments.communication_type, segments.direction, segments.completion_display, segment_id,
               created_at AS interaction_created_at, completed_at AS interaction_completed_at,
               coalesce(organizations.name, interactions.account_id) AS organization_name
        FROM segments
        LEFT JOIN interactions ON interactions.interaction_id = segments.interaction_id
        LEFT JOIN queues ON queues.queue_id = segments.queue_id
        LEFT JOIN users ON users.user_id = segments.user_id
        LEFT JOIN organizations ON organizations.account_id = interactions.account_id
        ORDER BY created_at::TIMESTAMP, segments.interaction_id, started_at::TIMESTAMP, ended_at::TIMESTAMP NULLS LAST,
                 segment_id
    )
    SELECT * FROM joined QUALIFY segment_id IS DISTINCT FROM lag(segment_id) OVER ()  -- exported twice
) TO '/dev/stdout' (FORMAT csv, HEADER);

-- The same as `everything.sql`, as one writes it before trying what is fastest: a window by interaction, joins, and a
-- sort at the end.
COPY (
    WITH timelines AS (
        SELECT *, dense_rank() OVER timeline AS seq, lag(status) OVER timeline AS previous_status,
               lag(segment_id) OVER timeline AS previous_segment
        FROM segments
        WINDOW timeline AS (
            PARTITION BY interaction_id ORDER BY started_at::TIMESTAMP, ended_at::TIMESTAMP NULLS LAST, segment_id
        )
    )
    SELECT timelines.interaction_id, seq, started_at, ended_at,
           date_diff('millisecond', created_at::TIMESTAMP, started_at::TIMESTAMP) / 1000 AS elapsed_seconds,
           duration AS duration_seconds, reason, event, timelines.status, previous_status,
           NULL AS ring_order, NULL AS response, NULL AS response_source,
           timelines.queue_id, coalesce(queues.name, timelines.queue_id) AS queue_name,
           timelines.user_id, coalesce(first_name || ' ' || last_name, timelines.user_id) AS user_name,
           timelines.communication_type, timelines.direction, timelines.completion_display, segment_id,
           created_at AS interaction_created_at, completed_at AS interaction_completed_at,
           coalesce(organizations.name, interactions.account_id) AS organization_name
    FROM timelines
    LEFT JOIN interactions ON interactions.interaction_id = timelines.interaction_id
    LEFT JOIN queues ON queues.queue_id = timelines.queue_id
    LEFT JOIN users ON users.user_id = timelines.user_id
    LEFT JOIN organizations ON organizations.account_id = interactions.account_id
    WHERE segment_id IS DISTINCT FROM previous_segment  -- exported twice
    ORDER BY created_at::TIMESTAMP, timelines.interaction_id, seq
) TO '/dev/stdout' (FORMAT csv, HEADER);

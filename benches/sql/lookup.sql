-- The columns of `segrep report --interaction`, but for the three about rings. Filtered while the files are read, so
-- everything after that is about a handful of rows.

-- Joins as they are written, as in `everything.sql`.
SET disabled_optimizers = 'build_side_probe_side';

COPY (
    WITH timeline AS (
        SELECT *, dense_rank() OVER in_order AS seq, lag(status) OVER in_order AS previous_status,
               lag(segment_id) OVER in_order AS previous_segment
        FROM segments
        WHERE interaction_id = getvariable('interaction')
        WINDOW in_order AS (ORDER BY started_at::TIMESTAMP, ended_at::TIMESTAMP NULLS LAST, segment_id)
    ),
    interaction AS (
        FROM interactions WHERE interaction_id = getvariable('interaction')
    )
    SELECT timeline.interaction_id, seq, started_at, ended_at,
           date_diff('millisecond', created_at::TIMESTAMP, started_at::TIMESTAMP) / 1000 AS elapsed_seconds,
           duration AS duration_seconds, reason, event, timeline.status, previous_status,
           timeline.queue_id, coalesce(queues.name, timeline.queue_id) AS queue_name,
           timeline.user_id, coalesce(first_name || ' ' || last_name, timeline.user_id) AS user_name,
           timeline.communication_type, timeline.direction, timeline.completion_display, segment_id,
           created_at AS interaction_created_at, completed_at AS interaction_completed_at,
           coalesce(organizations.name, interaction.account_id) AS organization_name
    FROM timeline
    LEFT JOIN interaction ON interaction.interaction_id = timeline.interaction_id
    LEFT JOIN queues ON queues.queue_id = timeline.queue_id
    LEFT JOIN users ON users.user_id = timeline.user_id
    LEFT JOIN organizations ON organizations.account_id = interaction.account_id
    WHERE segment_id IS DISTINCT FROM previous_segment  -- exported twice
    ORDER BY seq
) TO '/dev/stdout' (FORMAT csv, HEADER);

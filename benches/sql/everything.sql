-- The columns of `segrep report`, but for the three about rings.
--
-- The segments are sorted once, and each row then looks at the one before it: DuckDB keeps the order of a sorted
-- subquery, also through the joins. Windows by interaction and a sort at the end take as long, and half as much again
-- of processor time and memory.

-- Joins as they are written: the many rows stream past the few, and keep their order. Left to itself DuckDB misjudges
-- how many rows a CSV file has and turns the joins around, which takes 1.5 times as long and twice the memory.
SET disabled_optimizers = 'build_side_probe_side';

COPY (
    WITH placed AS (
        SELECT *, row_number() OVER (ORDER BY created_at::TIMESTAMP, interaction_id) AS place FROM interactions
    ),
    sorted AS (
        SELECT segments.*, place, account_id, created_at, completed_at
        FROM segments LEFT JOIN placed USING (interaction_id)
        ORDER BY place, started_at::TIMESTAMP, ended_at::TIMESTAMP NULLS LAST, segment_id
    ),
    neighbours AS (
        SELECT *, lag(place) OVER () AS previous_place, lag(status) OVER () AS status_before,
               lag(segment_id) OVER () AS previous_segment
        FROM sorted
    ),
    counted AS (
        SELECT *, row_number() OVER () AS n, place IS DISTINCT FROM previous_place AS is_first
        FROM neighbours
        WHERE segment_id IS DISTINCT FROM previous_segment  -- exported twice
    ),
    timelines AS (
        SELECT *, n + 1 - max(CASE WHEN is_first THEN n END) OVER (ROWS UNBOUNDED PRECEDING) AS seq
        FROM counted
    )
    SELECT interaction_id, seq, started_at, ended_at,
           date_diff('millisecond', created_at::TIMESTAMP, started_at::TIMESTAMP) / 1000 AS elapsed_seconds,
           duration AS duration_seconds, reason, event, status,
           CASE WHEN NOT is_first THEN status_before END AS previous_status,
           timelines.queue_id, coalesce(queues.name, timelines.queue_id) AS queue_name,
           timelines.user_id, coalesce(first_name || ' ' || last_name, timelines.user_id) AS user_name,
           communication_type, direction, completion_display, segment_id,
           created_at AS interaction_created_at, completed_at AS interaction_completed_at,
           coalesce(organizations.name, timelines.account_id) AS organization_name
    FROM timelines
    LEFT JOIN queues ON queues.queue_id = timelines.queue_id
    LEFT JOIN users ON users.user_id = timelines.user_id
    LEFT JOIN organizations ON organizations.account_id = timelines.account_id
) TO '/dev/stdout' (FORMAT csv, HEADER);

-- The rings, as they are in the generated exports: every segment with a user that is Pending is a ring of its own, no
-- event says anything but a response, never are more than two people rung at once, and what was exported twice is alike
-- in every column. segrep relies on none of that: it joins segments to rings, knows other words, passes over as many
-- rings of others as there are, and tells what is exported twice by its id.
COPY (
    WITH unique_segments AS (
        SELECT DISTINCT segment_id, interaction_id, queue_id, user_id, event, status, started_at, ended_at, duration,
               started_at::TIMESTAMP AS start, ended_at::TIMESTAMP AS "end"
        FROM segments
    ),
    neighbours AS (
        SELECT *, lead(status) OVER timeline AS next_status, lead(user_id) OVER timeline AS next_user,
               lead(start) OVER timeline AS next_start, lead(status, 2) OVER timeline AS second_status,
               lead(user_id, 2) OVER timeline AS second_user
        FROM unique_segments
        WINDOW timeline AS (PARTITION BY interaction_id ORDER BY start, "end" NULLS LAST)
    ),
    rings AS (
        SELECT *, row_number() OVER (PARTITION BY interaction_id ORDER BY start, "end" NULLS LAST) AS ring_order,
               CASE WHEN next_status = 'Pending' AND next_user <> user_id AND next_start < "end"
                   THEN second_status = 'Connected' AND second_user = user_id
                   ELSE next_status = 'Connected' AND next_user = user_id END AS is_connected_next
        FROM neighbours
        WHERE status = 'Pending' AND user_id IS NOT NULL
    )
    SELECT rings.interaction_id, ring_order, started_at, ended_at, duration AS ring_seconds,
           rings.user_id, coalesce(first_name || ' ' || last_name, rings.user_id) AS user_name,
           coalesce(queues.name, rings.queue_id) AS queue_name,
           CASE WHEN event = 'Cleared' THEN 'clear' WHEN event IS NOT NULL THEN lower(event)
                WHEN is_connected_next THEN 'accepted' END AS response,
           CASE WHEN event IS NOT NULL THEN 'recorded' WHEN is_connected_next THEN 'inferred' END AS response_source
    FROM rings
    LEFT JOIN interactions ON interactions.interaction_id = rings.interaction_id
    LEFT JOIN queues ON queues.queue_id = rings.queue_id
    LEFT JOIN users ON users.user_id = rings.user_id
    ORDER BY created_at::TIMESTAMP, rings.interaction_id, ring_order
) TO '/dev/stdout' (FORMAT csv, HEADER);
